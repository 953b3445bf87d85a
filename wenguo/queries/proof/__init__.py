"""The parts of the proof: what may be wrong, how the archive is read for it, and the check of each part."""
