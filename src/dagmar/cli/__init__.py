"""The command line: one file a group of commands. Data go to stdout, words about them to stderr."""
