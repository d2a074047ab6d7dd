-- Who may be missing out is found by the scan of the whole list when somebody asks; nothing is kept of it.
DROP TABLE assessment;
