"""The face that is a file: complaints taken in from other people's files, and given out as files and as the ledger 台账."""

from wenguo.faces.files.giving_out import FORMATS, Given, give_out
from wenguo.faces.files.taken import Progress, Taken
from wenguo.faces.files.taking_in import take_in

__all__ = ["FORMATS", "Given", "Progress", "Taken", "give_out", "take_in"]
