"""One screen at the desk, a section at a time. Knows services, forms and wording, never storage."""
