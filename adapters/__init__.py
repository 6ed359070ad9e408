"""The outside world: the official source, the platforms, the workbooks."""
