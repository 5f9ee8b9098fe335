"""`custody-liaison export` and `import`: records by file, where no network comes."""

import argparse

from desktop.assembly.access import read_passphrase, session_for


def export(asked: argparse.Namespace) -> None:
    with session_for(asked) as session:
        written = session.services.write_bundle(asked.file, everything=asked.everything)
    print(f"{written.entries} entries are in {asked.file}.")
    print(f"The code that opens it: {written.code}")
    print("Tell the code by another way than the file goes. It is not kept anywhere.")


def take_in(asked: argparse.Namespace) -> int:
    code = read_passphrase(asked.code_file, prompt="Code: ")
    with session_for(asked) as session:
        read = session.services.read_bundle(asked.file, code)
    print(f"{read.new} new entries were taken in.")
    if read.is_receipt:
        print("The central store proves in it that it holds what was brought to it.")
    if read.needs_earlier:
        print("Some go on from what is not here. Ask for a file with everything in it.")
    elif read.refused:
        print(f"{read.refused} parts could not be taken in. Tell your manager.")
    return 1 if read.refused else 0
