# SPDX-License-Identifier: MIT
"""The demo estate of Meridian Freight, written down as Python tables."""
