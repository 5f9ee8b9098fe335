"""Looking at a published form and putting it to use. Knows services and forms, never storage."""
