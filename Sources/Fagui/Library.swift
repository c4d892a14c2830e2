public import FaguiIndex
