"""The attacker: public tables in; what can be worked out of withheld cells, and how, out."""
