"""Every option as an environment variable."""

import click


def name_variables(command: click.Command, prefix: str) -> None:
    """Give each option of the command and its subcommands a variable: GRADER_BATCH_OUTPUT for --output of batch.

    Named after what the user types. Click's own `auto_envvar_prefix` names it after the Python
    parameter, so that --csv would be read from ..._AS_CSV.
    """
    for option in command.params:
        if isinstance(option, click.Option) and option.expose_value and not option.envvar:
            option.envvar = f"{prefix}_{_words(max(option.opts, key=len))}"
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            name_variables(one, f"{prefix}_{_words(name)}")


def _words(name: str) -> str:
    return name.lstrip("-").replace("-", "_").upper()
