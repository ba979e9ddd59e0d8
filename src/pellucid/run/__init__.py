"""The recipes: one function a command, the rooms called in order. Nothing of click."""
