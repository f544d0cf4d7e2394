"""The demonstration commune: its figures, and the driver that takes its cases through the procedure."""
