"""Which personal data an app sends out of Korea, to whom, to which country, in which phase of use, with proof."""

__version__ = "0.1.0"
