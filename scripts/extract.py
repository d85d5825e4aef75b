"""Extract events from text files: the command `gongbao extract` as a script."""

import typer

from gongbao.cli import extract_command

if __name__ == "__main__":
    typer.run(extract_command)
