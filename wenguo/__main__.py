"""`python -m wenguo` is the command line too."""

from wenguo.faces.cli.main import main

if __name__ == "__main__":
    main()
