import Testing

/// Tests that run servers, one after another: their times are of a machine that has nothing else to do.
@Suite(.serialized) enum LiveTests {}
