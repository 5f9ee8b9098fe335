"""What a round would carry, as an encrypted file: for a neighbour that no network reaches."""
