"""FHIRPath as published R4 questionnaires use it. Stands alone: knows no form and no window."""

from desktop.forms.fhirpath.errors import PathRefusedError, PathTroubleError
from desktop.forms.fhirpath.expression import Expression, parse
from desktop.forms.fhirpath.json_elements import JsonElement
from desktop.forms.fhirpath.located import Known, Located, Place, ReadScope
from desktop.forms.fhirpath.moments import PathDate, PathDateTime, PathTime
from desktop.forms.fhirpath.quantities import PathQuantity
from desktop.forms.fhirpath.reads import locate, reads
from desktop.forms.fhirpath.run import Budget, Environment
from desktop.forms.fhirpath.values import Element, Value

__all__ = [
    "Budget",
    "Element",
    "Environment",
    "Expression",
    "JsonElement",
    "Known",
    "Located",
    "PathDate",
    "PathDateTime",
    "PathQuantity",
    "PathRefusedError",
    "PathTime",
    "PathTroubleError",
    "Place",
    "ReadScope",
    "Value",
    "locate",
    "parse",
    "reads",
]
