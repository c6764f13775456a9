"""What runs the models: sentence-transformers on torch, or onnxruntime. One file a model and engine."""
