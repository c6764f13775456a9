"""Where weights are looked for."""

import pytest

from grader.errors import ModelError
from grader.models import find_model


@pytest.mark.parametrize("name", ["__main__", "no_such_package", "a b", "", "a\0b"])
def test_what_is_no_model_says_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match="install"):
        find_model(name)
