"""The project's own measurements: `bash tests/run bench` prints one JSON object a line."""
