"""ReportLab: plain values in, PDF bytes out."""
