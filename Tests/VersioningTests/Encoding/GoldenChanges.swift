/// The encoding of changes, written out by hand from its definition.
enum GoldenChanges {
  static let all: [String: (description: String, hex: String)] = [
    "change_logged": (
      "A new case: a text, a cleared field, an integer, an element of a set; no bases.", logged
    ),
    "change_edited": ("The second of three changes of one act, in a child record, with bases.", edited),
    "change_deletion": ("A deletion: its value is the sight of its author.", deletion),
  ]

  private static let logged = """
    69                                # the content has 105 bytes
    01                                # version of the encoding
    a0a1a2a3a4a546a780a9aaabacadae01  # replica
    01                                # number 1
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    04 53483031                       # scope SH01
    05 4c69204e61                     # author Li Na
    04 53483031                       # of branch SH01
    00 01                             # group: 0 changes before this one, 1 in all
    5a17000000000001                  # salt
    00                                # no other replicas
    04                                # four writes
    06                                # field 0 + 3 (3 << 1)
    91 01                             # text of 18 bytes (18 << 3 | 1)
    e794b5e8a786e697a0e6b395e5bc80e69cba
    00                                # no base
    02                                # field 3 + 1
    00                                # cleared
    00                                # no base
    02                                # field 4 + 1
    12 ff38                           # integer of 2 bytes, -200
    00                                # no base
    09                                # field 5 + 4, an element (4 << 1 | 1)
    06 757267656e74                   # urgent
    0b 01                             # flag of 1 byte, true
    00                                # no base
    80a0a7a4c068                      # wall clock 1795334400000 (zigzag)
    00                                # the stamp is 0 ms after it
    00                                # counter 0, quality local
    00000000000000000000000000000000  # boot id unknown
    e0d403                            # 60000 ms after boot
    """

  private static let edited = """
    8b01                              # the content has 139 bytes
    01                                # version of the encoding
    a0a1a2a3a4a546a780a9aaabacadae02  # replica
    ac02                              # number 300
    f0f1f2f3f4f576f788f9fafbfcfdfeff  # record
    02                                # kind 2
    01                                # of another aggregate:
    000102030405760788090a0b0c0d0e0f
    04 53483031                       # scope SH01
    04 57616e67                       # author Wang
    04 424a3032                       # of branch BJ02
    01 03                             # group: 1 change before this one, 3 in all
    5a1700000000012c                  # salt
    02                                # two other replicas, they have the indices 1 and 2
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae03
    02                                # two writes
    06                                # field 0 + 3
    61                                # text of 12 bytes
    e69c89e5a3b0e697a0e794bb
    03                                # base of three dots
    00 ab02                           # own change 299
    01 01                             # of the first other replica, 1
    02 07                             # of the second, 7
    04                                # field 3 + 2
    02                                # integer of 0 bytes: 0
    01                                # base of one dot
    01 01                             # of the first other replica, 1
    a0bfa7a4c068                      # wall clock 1795334402000
    e807                              # the stamp is 500 ms after it
    05                                # counter 1, quality exact (1 << 2 | 1)
    b0b1b2b3b4b546b788b9babbbcbdbebf  # boot id
    80b89929                          # 86400000 ms after boot
    """

  private static let deletion = """
    6a                                # the content has 106 bytes
    01                                # version of the encoding
    a0a1a2a3a4a546a780a9aaabacadae02  # replica
    01                                # number 1
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    04 53483031                       # scope SH01
    06 e78e8be88ab3                   # author 王芳
    04 53483031                       # of branch SH01
    00 01                             # a group of one
    5a17000000000001                  # salt
    02                                # two other replicas
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae03
    01                                # one write
    04                                # field 2
    34                                # sight of 6 bytes (6 << 3 | 4)
    00 05                             # own change 5
    01 01                             # of the first other replica, 1
    02 07                             # of the second, 7
    00                                # no base
    82a0a7a4c068                      # wall clock 1795334400001
    00                                # the stamp is 0 ms after it
    00                                # counter 0, quality local
    00000000000000000000000000000000  # boot id unknown
    e0d403                            # 60000 ms after boot
    """
}
