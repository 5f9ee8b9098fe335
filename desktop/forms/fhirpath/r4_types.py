"""What R4 says of names, as far as expressions on forms meet it: the types behind them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CHOICE_TYPES = _words(
    "Address Age Annotation Attachment Base64Binary Boolean Canonical Code CodeableConcept Coding "
    "ContactPoint Count Date DateTime Decimal Distance Dosage Duration Expression HumanName Id "
    "Identifier Instant Integer Markdown Meta Money Oid Period PositiveInt Quantity Range Ratio "
    "Reference SampledData Signature String Time Timing UnsignedInt Uri Url Uuid"
)

TEXTS = _words("base64Binary canonical code id markdown oid string uri url uuid xhtml String")
WHOLE_NUMBERS = frozenset(("integer", "positiveInt", "unsignedInt", "Integer"))
QUANTITIES = frozenset(("Quantity", "SimpleQuantity", "Age", "Count", "Distance", "Duration"))

DATES = _words("birthDate date expirationDate")
DATE_TIMES = _words(
    "abatement assertedDate authored authoredOn created dateAsserted dateWritten deceased end "
    "issued lastUpdated occurrence onset performed recordedDate sent start recorded effective "
    "dateRecorded received"
)

COMPLEX = {
    "address": "Address",
    "coding": "Coding",
    "extension": "Extension",
    "modifierExtension": "Extension",
    "identifier": "Identifier",
    "meta": "Meta",
    "name": "HumanName",
    "note": "Annotation",
    "period": "Period",
    "photo": "Attachment",
    "telecom": "ContactPoint",
}
REFERENCES = _words(
    "author basedOn custodian encounter generalPractitioner individual managingOrganization "
    "partOf patient performer reference requester serviceProvider source subject"
)
