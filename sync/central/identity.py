"""Who the central store is: a device with a key and a journal of its own."""

from dataclasses import dataclass, field

from sync.journal.signing import SignedHead, public_key_of, sign_head, sign_receipt
from sync.wire.receipt import SignedReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralIdentity:
    """`store` is the name that receipts show. The private key stays in here."""

    service: bytes
    name: str
    store: str
    device: bytes
    private_key: bytes = field(repr=False)

    @property
    def public_key(self) -> bytes:
        return public_key_of(self.private_key)

    def sign_head(self, seq: int, entry: bytes) -> SignedHead:
        return sign_head(self.private_key, self.device, seq, entry)

    def sign_receipt(self, receipt: bytes) -> SignedReceipt:
        return SignedReceipt(receipt, sign_receipt(self.private_key, receipt))
