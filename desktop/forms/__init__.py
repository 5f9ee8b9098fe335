"""FHIR R4 Questionnaires: structure, enablement, checks, scores, responses. Knows the domain."""
