"""Run the command line as `python -m gongbao`."""

from gongbao.cli import app

app()
