"""Typeset papers from the command line."""

import sys

import click

from states.refusals import NoSuchCase
from web.installation import open_installation
from workflow.documents.again import set_again


@click.group()
def papers() -> None:
    """Typeset papers."""


@papers.command("again")
@click.argument("ids", nargs=-1)
def papers_again(ids: tuple[str, ...]) -> None:
    """Have the worker set these papers anew, and look through the log for papers that are missing."""
    try:
        set_again(open_installation().store, ids)
    except NoSuchCase as missing:
        click.echo(f"There is no paper {missing}.", err=True)
        sys.exit(1)
    click.echo("The worker sets them when it runs.")
