-- What a server was given is looked up by the assignment, of all distributions that are kept.
CREATE INDEX distribution_by_assignment ON distribution (assignment);
