"""Small questions over HTTP: read, and their answers written, with little, so that a worker can do it too."""
