/// The encoding of record states, written out by hand from its definition.
enum GoldenStates {
  static let all: [String: (description: String, hex: String)] = [
    "state_logged": ("What change_logged alone makes: one version stands for all four fields.", logged),
    "state_conflict": ("Two heads that differ; the second was written a second earlier.", conflict),
    "state_waiting": ("A field whose replaced versions have not come yet.", waiting),
    "state_deleted": ("A deletion that saw the title, and versions that are nowhere here.", deleted),
    "state_unknown_type": ("A value of a type that the reader does not know, kept as it came.", unknown),
    "state_erased": (
      "Version 2: two differing titles, a tag and a field that nobody has written were erased.", erased
    ),
    "state_erased_waiting": (
      "Version 2: only fields that nobody has written were erased, the first and the last there can be.",
      erasedWaiting
    ),
  ]

  private static let logged = """
    01                                # version of the encoding
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    01                                # one replica
    a0a1a2a3a4a546a780a9aaabacadae01
    01 01                             # one change of it was applied: 0 + 1
    01                                # one author
    05 4c69204e61                     # Li Na
    04 53483031                       # of SH01
    01                                # one version
    00 01                             # replica 0, number 1
    00                                # author 0
    80a0a7a4c068                      # wall clock 0 + 1795334400000 (zigzag)
    00                                # the stamp is 0 ms after it
    00                                # counter 0, quality local
    04                                # four fields
    0c                                # field 0 + 3 (3 << 2), one head and nothing unmet
    00                                # version 0
    91 01                             # text of 18 bytes
    e794b5e8a786e697a0e6b395e5bc80e69cba
    04                                # field 3 + 1
    00 00                             # version 0, cleared
    04                                # field 4 + 1
    00 12 ff38                        # version 0, integer of 2 bytes, -200
    11                                # field 5 + 4, an element (4 << 2 | 1)
    06 757267656e74                   # urgent
    00 0b 01                          # version 0, flag, true
    """

  private static let conflict = """
    01                                # version of the encoding
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    02                                # two replicas
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae02
    01 01                             # of the first, change 1 was applied
    01 01                             # of the second, change 1
    02                                # two authors
    05 4c69204e61 04 53483031         # Li Na of SH01
    04 57616e67 04 424a3032           # Wang of BJ02
    02                                # two versions
    00 01 00                          # replica 0, number 1, author 0
    80a0a7a4c068 00 00                # wall clock 1795334400000, stamp at it, counter 0, local
    01 01 01                          # replica 1, number 1, author 1
    cf0f 00 08                        # wall clock 1000 ms before the version above, counter 2 (2 << 2)
    01                                # one field
    0e                                # field 0 + 3, not the simple form (3 << 2 | 2)
    02                                # two heads
    00 19 e794b2                      # version 0, text of 3 bytes
    01 19 e4b999                      # version 1, text of 3 bytes
    00                                # nothing unmet
    """

  private static let waiting = """
    01                                # version of the encoding
    f0f1f2f3f4f576f788f9fafbfcfdfeff  # record
    02                                # kind 2
    01                                # of another aggregate:
    000102030405760788090a0b0c0d0e0f
    03                                # three replicas
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae02
    a0a1a2a3a4a546a780a9aaabacadae03
    00                                # of the first, nothing was applied
    01 ac02                           # of the second, change 300
    00                                # of the third, nothing
    01                                # one author
    04 57616e67 04 424a3032           # Wang of BJ02
    01                                # one version
    01 ac02 00                        # replica 1, number 300, author 0
    a0bfa7a4c068                      # wall clock 1795334402000
    e807 05                           # the stamp is 500 ms after it; counter 1, quality exact
    02                                # two fields
    0e                                # field 0 + 3, not the simple form
    01                                # one head
    00 61                             # version 0, text of 12 bytes
    e69c89e5a3b0e697a0e794bb
    03                                # three dots unmet
    00 01                             # replica 0, number 1
    01 ab02                           # replica 1, number 299
    02 07                             # replica 2, number 7
    0a                                # field 3 + 2, not the simple form (2 << 2 | 2)
    01                                # one head
    00 02                             # version 0, integer of 0 bytes: 0
    01                                # one dot unmet
    00 01                             # replica 0, number 1
    """

  private static let deleted = """
    01                                # version of the encoding
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    03                                # three replicas; the third is named by the sight only
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae02
    a0a1a2a3a4a546a780a9aaabacadae03
    01 01                             # of the first, change 1 was applied
    01 01                             # of the second, change 1
    00                                # of the third, nothing
    02                                # two authors
    05 4c69204e61 04 53483031         # Li Na of SH01
    06 e78e8be88ab3 04 53483031       # 王芳 of SH01
    02                                # two versions
    00 01 00                          # replica 0, number 1, author 0
    80a0a7a4c068 00 00                # wall clock 1795334400000, stamp at it, counter 0, local
    01 01 01                          # replica 1, number 1, author 1
    02 00 00                          # wall clock 1 ms after the version above
    02                                # two fields
    08                                # field 0 + 2
    01 34                             # version 1, sight of 6 bytes
    00 01                             # replica 0, number 1
    01 05                             # replica 1, number 5
    02 07                             # replica 2, number 7
    04                                # field 2 + 1
    00 19 e794b2                      # version 0, text of 3 bytes
    """

  private static let unknown = """
    01                                # version of the encoding
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    01                                # one replica
    a0a1a2a3a4a546a780a9aaabacadae01
    01 02                             # one change of it was applied: 0 + 2
    01                                # one author
    05 4c69204e61 04 53483031         # Li Na of SH01
    01                                # one version
    00 02 00                          # replica 0, number 2, author 0
    80a0a7a4c068 00 00                # wall clock 1795334400000, stamp at it, counter 0, local
    01                                # one field
    c08b11                            # field 70000 (70000 << 2)
    00                                # version 0
    16 cafe                           # type 6, 2 bytes (2 << 3 | 6)
    """

  private static let erased = """
    02                                # version of the encoding: with erased fields
    000102030405760788090a0b0c0d0e0f  # record
    01                                # kind 1
    00                                # the record is its own aggregate
    03                                # three erased fields
    03                                # 0 + 3
    06                                # 3 + 6
    e7a204                            # 9 + 69991
    02                                # two replicas
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae02
    01 01                             # of the first, change 1 was applied
    01 01                             # of the second, change 1
    02                                # two authors
    05 4c69204e61 04 53483031         # Li Na of SH01
    04 57616e67 04 424a3032           # Wang of BJ02
    02                                # two versions
    00 01 00                          # replica 0, number 1, author 0
    80a0a7a4c068 00 00                # wall clock 1795334400000, stamp at it, counter 0, local
    01 01 01                          # replica 1, number 1, author 1
    02 00 00                          # wall clock 1 ms after the version above
    04                                # four fields
    0e                                # field 0 + 3, not the simple form
    02                                # two heads
    00 00                             # version 0, cleared
    01 00                             # version 1, cleared
    00                                # nothing unmet
    04                                # field 3 + 1
    00 00                             # version 0, cleared by its author
    04                                # field 4 + 1
    00 12 ff38                        # version 0, integer of 2 bytes, -200
    11                                # field 5 + 4, an element
    06 757267656e74                   # urgent
    00 00                             # version 0, cleared
    """

  private static let erasedWaiting = """
    02                                # version of the encoding: with erased fields
    f0f1f2f3f4f576f788f9fafbfcfdfeff  # record
    02                                # kind 2
    01                                # of another aggregate:
    000102030405760788090a0b0c0d0e0f
    02                                # two erased fields
    00                                # 0 + 0
    ffffffff0f                        # 0 + 4294967295
    03                                # three replicas
    a0a1a2a3a4a546a780a9aaabacadae01
    a0a1a2a3a4a546a780a9aaabacadae02
    a0a1a2a3a4a546a780a9aaabacadae03
    00                                # of the first, nothing was applied
    01 ac02                           # of the second, change 300
    00                                # of the third, nothing
    01                                # one author
    04 57616e67 04 424a3032           # Wang of BJ02
    01                                # one version
    01 ac02 00                        # replica 1, number 300, author 0
    a0bfa7a4c068                      # wall clock 1795334402000
    e807 05                           # the stamp is 500 ms after it; counter 1, quality exact
    02                                # two fields
    0e                                # field 0 + 3, not the simple form
    01                                # one head
    00 61                             # version 0, text of 12 bytes
    e69c89e5a3b0e697a0e794bb
    03                                # three dots unmet
    00 01                             # replica 0, number 1
    01 ab02                           # replica 1, number 299
    02 07                             # replica 2, number 7
    0a                                # field 3 + 2, not the simple form (2 << 2 | 2)
    01                                # one head
    00 02                             # version 0, integer of 0 bytes: 0
    01                                # one dot unmet
    00 01                             # replica 0, number 1
    """
}
