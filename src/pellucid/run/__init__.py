"""The recipes: one function a command, the rooms called in order. Plain values in and out; nothing of click."""
