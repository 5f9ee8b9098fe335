"""How large a message may be: the same figures at both ends."""

BATCH_ENTRIES = 500
BATCH_BYTES = 4 * 1024 * 1024  # of headers and bodies; passed only by one unit larger than this
SMALL_ENTRIES = 200  # what travels along in a hello
SMALL_BYTES = 128 * 1024

MESSAGE_BYTES = 32 * 1024 * 1024  # decompressed
FRAME_BYTES = 16 * 1024 * 1024  # as sent
