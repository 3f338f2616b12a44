"""Turn `python -m service.cli` into the command line, for processes that start one."""

from service.cli.app import main

main()
