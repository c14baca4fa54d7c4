"""What is changed, and which tests are asked about it."""

# A target: the folders and files whose code is changed, the test targets that are asked, nearest first, and how many
# changes are made. What is named by an earlier target belongs to that one.
TARGETS = {
    "Wording": (["Sources/Complaints/Wording"], ["ComplaintsTests", "CaseIndexTests", "CasebookTests"], 70),
    "Reports": (
        ["Sources/Complaints/Reports", "Sources/CaseIndex/Reports"],
        ["ComplaintsTests", "CaseIndexTests", "CasebookTests"], 80),
    "Complaints": (
        ["Sources/Complaints"],
        ["ComplaintsTests", "CaseIndexTests", "ReplicaTests", "InterchangeTests", "SyncClientTests", "CasebookTests"],
        120),
    "Interchange": (["Sources/Interchange"], ["InterchangeTests", "SpreadsheetTests", "CasebookTests"], 90),
    "Versioning": (
        ["Sources/Versioning"],
        ["VersioningTests", "BundlesTests", "SyncProtocolTests", "ConformanceTests", "HeadOfficeTests"], 90),
    "HeadOffice": (
        ["Sources/HeadOffice"], ["HeadOfficeTests", "ConformanceTests", "SyncClientTests", "SyncServerTests"], 100),
    "Replica": (
        ["Sources/Replica"],
        ["ReplicaTests", "CaseIndexTests", "SyncClientTests", "ConformanceTests", "CasebookTests"], 100),
}

# Written by programs: nobody would make a slip in them.
GENERATED = ("EncodingTables.swift", "GB18030Table.swift", ".pb.swift")


def target_of(file):
    for name, (folders, _, _) in TARGETS.items():
        if any(file == folder or file.startswith(folder + "/") for folder in folders):
            return None if file.endswith(GENERATED) else name
    return None


def module_of(file):
    return file.split("/")[1]
