"""`make bench`: speed as ratios against raw limits of the same machine in the same run, and growth from 1k to 1M."""
