public import FaguiUnicode
