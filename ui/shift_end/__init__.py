"""The end of a shift: what is unfinished, what leaves this computer, and the proof that it did."""
