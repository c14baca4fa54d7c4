/// Every message in English, sorted by key. See `MessageFormat` for placeholders and plurals.
enum English {
  static func pattern(_ key: MessageKey) -> String {
    switch key {
    case .acceptAbstract: "Records which option the customer chose."
    case .acceptDiscussion:
      """
      casebook accept 7 1 --how phone
      casebook accept 7 --how in_store --at "2026-11-22 15:30"

      The consent counts for the option as it is now. If it is changed, the customer has to be asked again.
      """
    case .acceptHowTheCustomerSaidSo: "How the customer said so: a channel."
    case .acceptWhenIfNotNow: "When, if not now."
    case .agoApr: "Apr"
    case .agoAug: "Aug"
    case .agoDayMonthClock: "{day} {month} {clock}"
    case .agoDayMonthYear: "{day} {month} {year}"
    case .agoDec: "Dec"
    case .agoFeb: "Feb"
    case .agoFri: "Fri"
    case .agoHAgo: "{count, number} h ago"
    case .agoInH: "in {count, number} h"
    case .agoInMin: "in {count, number} min"
    case .agoJan: "Jan"
    case .agoJul: "Jul"
    case .agoJun: "Jun"
    case .agoJustNow: "just now"
    case .agoMar: "Mar"
    case .agoMay: "May"
    case .agoMinAgo: "{count, number} min ago"
    case .agoMon: "Mon"
    case .agoNov: "Nov"
    case .agoOct: "Oct"
    case .agoSat: "Sat"
    case .agoSep: "Sep"
    case .agoSun: "Sun"
    case .agoTheDayAfterTomorrow: "the day after tomorrow"
    case .agoTheDayBeforeYesterday: "the day before yesterday"
    case .agoThu: "Thu"
    case .agoTomorrow: "tomorrow"
    case .agoTue: "Tue"
    case .agoWed: "Wed"
    case .agoYesterday: "yesterday"
    case .approvalsAbstract: "Lists the options that wait for approval."
    case .approvalsApproved: "approved"
    case .approvalsBy: "by: "
    case .approvalsDiscussion:
      """
      casebook approvals
      casebook approve 7 1
      casebook approve 7 1 --reject --reason "a voucher is enough"
      """
    case .approvalsDoesNotAllowIt: "Does not allow it."
    case .approvalsNothingWaitsForApproval: "Nothing waits for approval."
    case .approvalsRejected: "rejected"
    case .approvalsSayWhyReasonText: "Say why: --reason TEXT"
    case .approvalsWhy: "Why."
    case .approveAbstract: "Approves an option, or rejects it."
    case .approveDiscussion:
      """
      casebook approve 7 1
      casebook approve 7 1 --reject --reason "a voucher is enough"

      It counts for the option as it is now. If it is changed, it has to be approved again.
      """
    case .archiveAbstract: "Ends a case: reviewed, its actions in somebody's hands."
    case .assessAbstract: "Classifies a case and says who answers for it."
    case .assessDiscussion:
      """
      casebook assess 7 --class service_attitude --severity moderate --responsibility internal_process \\
        --need emotional --restated

      Facts and feelings are told apart, and what was understood is said back to the customer (--restated).
      It can be done in parts: what is still missing is asked for when an option is proposed.
      """
    case .assessFactOrEmotional: "fact or emotional."
    case .assessWhatWasSaid: "What was said."
    case .assessWhatWasUnderstoodWasSaid: "What was understood was said back to the customer."
    case .backupAbstract: "Writes a copy of all data to a file."
    case .backupDiscussion:
      """
      casebook backup /media/usb/casebook-2026-11-22.sqlite
      casebook backup cases.sqlite --force

      The copy is of one moment, also while others write, and for its owner alone: customers' data and this
      device's token are in it. A file that exists is replaced only with --force, and only by a whole copy.

      To go back to it: put it in the place of casebook.sqlite in the data folder, without the files
      casebook.sqlite-wal and casebook.sqlite-shm, then run casebook sync.
      """
    case .backupFailuresChooseAnotherPlace: "Choose another place."
    case .backupFailuresCouldNotBeWritten: "{file} could not be written: {detail}."
    case .backupFailuresFreeSomeSpaceOrChoose: "Free some space or choose another place."
    case .backupFailuresGiveAnotherNameOrForce: "Give another name, or --force to replace it."
    case .backupFailuresTheDiskOfIsFull: "The disk of {file} is full. No backup was written."
    case .backupFailuresThereIsAFileAlready: "There is a file {file} already. It was left as it is."
    case .branchCodeIsNoBranchCode:
      "“{shown}” is no branch code: 2 to 12 letters A–Z and digits, beginning with a letter"
    case .branchCodeIsReservedAndCannotBe: "“{shown}” is reserved and cannot be a branch code"
    case .bundleAbstract: "Exchanges with head office by file, where there is no network."
    case .bundleAnswersABundleThatIs:
      "{path} answers a bundle that is not known here any more. Nothing was changed."
    case .bundleASyncOfThisStore: "A sync of this store is running."
    case .bundleChangesInTheyStayPending:
      "{changes, plural, one {# change in {file}. It stays} other {# changes in {file}. They stay}} pending until the answer is read."
    case .bundleDiscussion:
      """
      casebook bundle enrol TICKET           once, with the ticket that head office gave
      casebook bundle write /media/usb/SH01.bundle
      casebook-server bundle answer SH01.bundle SH01.answer      (at head office)
      casebook bundle read /media/usb/SH01.answer

      Only head office can read a bundle, only this device its answer. It does no harm to carry one twice, in
      the wrong order, or to lose it.
      """
    case .bundleEnrolAbstract: "Joins this device to a head office by its ticket."
    case .bundleFailuresAnAnswerOfHeadOffice: "an answer of head office"
    case .bundleFailuresAskHeadOfficeForA: "Ask head office for a new ticket."
    case .bundleFailuresBelongsToAnotherHeadOffice: "{path} belongs to another head office. {safe}"
    case .bundleFailuresCopyItAgainOrWrite: "Copy it again, or write a new bundle: nothing is lost by that."
    case .bundleFailuresHeadOfficesKeyCannotBe: "Head office's key cannot be used. {safe}"
    case .bundleFailuresIsABundleOfA: "{path} is a bundle of a newer version ({version}). {safe}"
    case .bundleFailuresIsDamagedOrWasNot: "{path} is damaged, or was not made for this side. {safe}"
    case .bundleFailuresIsNoBundle: "{path} is no bundle. {safe}"
    case .bundleFailuresIsWhichIsNotWanted: "{path} is {what}, which is not wanted here. {safe}"
    case .bundleFailuresUpdateThisProgram: "Update this program."
    case .bundleFailuresWhatABranchWroteFor: "what a branch wrote for head office"
    case .bundleFailuresHasTooManyParts: "{path} has more parts than a bundle may have. {safe}"
    case .bundleFailuresWouldHaveMoreThanMb: "{path} would have more than {limit, number} MB. {safe}"
    case .bundleHeadOfficeMakesOneCasebook: "Head office makes one: casebook-server bundle ticket BRANCH FILE"
    case .bundleHeadOfficeNeedsAnotherBundle: "Head office needs another bundle: casebook bundle write FILE"
    case .bundleIsNoTicketOfA: "{file} is no ticket of a head office."
    case .bundleJoinedHeadOfficeHearsOf:
      "Joined; head office hears of it with the first bundle: casebook bundle write FILE"
    case .bundleMoreDidNotFitWrite:
      "{remaining, number} more did not fit: write another bundle after reading the answer."
    case .bundleReadAbstract: "Reads head office's answer."
    case .bundleRunCasebookBundleEnrolTicket:
      "Run: casebook bundle enrol TICKET, or enrol once over the network."
    case .bundleSentReceived: "Sent {accepted, number}, received {pulled, number}."
    case .bundleTheAnswerWasOlderThan:
      "The answer was older than what is here; nothing in it was needed twice."
    case .bundleTheFile: "The file."
    case .bundleTheTicket: "The ticket."
    case .bundleThisReplicaHasNoKey: "This replica has no key of a head office yet."
    case .bundleWaitForItToEnd: "Wait for it to end."
    case .bundleWriteAbstract: "Writes a bundle for head office."
    case .bundleWriteANewBundleAnd: "Write a new bundle and carry that."
    case .byteSourceCannotRead: "cannot read {path}: {reason}"
    case .byteSourceErrorOfTheSystem: "error {code} of the system"
    case .byteSourceItIsADirectory: "it is a directory"
    case .byteSourcePermissionDenied: "permission denied"
    case .byteSourceTheDiskReportsAnError: "the disk reports an error"
    case .byteSourceThereIsNoSuchFile: "there is no such file"
    case .calendarAbstract: "When branches are open: what working days are counted by."
    case .calendarADayLikeAnyOther: "A day like any other again."
    case .calendarADayWorkedInExchange: "A day worked in exchange."
    case .calendarAHolidaySeveral: "A holiday (several)."
    case .calendarAnotherBranchThanThisOne: "Another branch than this one."
    case .calendarAreNoOpeningHours: "“{typed}” are no opening hours."
    case .calendarAtMostDaysInOne: "At most {limit} days in one range."
    case .calendarBuiltIn: "built in"
    case .calendarCasebookCalendarSetHelpShows: "casebook calendar set --help shows examples."
    case .calendarClosed: "closed"
    case .calendarDiscussion:
      """
      casebook calendar show --branch SH01

      Head office lays down another version, for one branch or for all that have none of their own:

      casebook calendar set --open mon-fri=09:00-21:00 --open sun=closed --holiday 2026-10-01..2026-10-07
      casebook calendar set --branch SH01 --workday 2026-10-10
      """
    case .calendarEveryBranchWithoutACalendar: "Every branch without a calendar of its own"
    case .calendarForCasesLoggedFromThen: "For cases logged from then on; now."
    case .calendarForOneBranchElseFor: "For one branch; else for all without their own."
    case .calendarFriday: "Friday"
    case .calendarHolidays: "Holidays"
    case .calendarIsNoDay: "“{typed}” is no day."
    case .calendarIsNoTimeZone: "“{typed}” is no time zone."
    case .calendarIsNoWeekday: "“{typed}” is no weekday."
    case .calendarMonday: "Monday"
    case .calendarOpeningHoursSeveral: "Opening hours (several)."
    case .calendarSaturday: "Saturday"
    case .calendarSayWhatIsToChange: "Say what is to change: --open, --holiday, --workday …"
    case .calendarSetAbstract: "Lays down another version (head office)."
    case .calendarSetDiscussion:
      """
      casebook calendar set --open mon-fri=09:00-21:00 --open sat=10:00-18:00 --open sun=closed
      casebook calendar set --holiday 2026-10-01..2026-10-07 --workday 2026-10-10 --ordinary 2026-10-08
      casebook calendar set --branch XJ01 --zone +06:00

      What is not named stays as it is. A workday is open by its weekday's hours although it may be a Sunday.
      """
    case .calendarShowAbstract: "Shows the calendar of a branch."
    case .calendarShowDiscussion: "casebook calendar show --branch SH01"
    case .calendarSunday: "Sunday"
    case .calendarThursday: "Thursday"
    case .calendarTimeZone: "Time zone: "
    case .calendarTimeZoneEastOfUtc: "Time zone, east of UTC."
    case .calendarTuesday: "Tuesday"
    case .calendarVersionFrom: "version {version}, from {when}"
    case .calendarVersionIsSavedBranchesHave:
      "Version {version} is saved; branches have it after the next sync."
    case .calendarWednesday: "Wednesday"
    case .calendarWorkdays: "Workdays"
    case .callBack1VeryDissatisfiedTo5: "1 (very dissatisfied) to 5 (very satisfied)."
    case .callBackAbstract: "Records what the customer said when asked afterwards."
    case .callBackDiscussion:
      """
      casebook callback 7 --solved yes --satisfaction 5 --how phone --suggestion "More staff at noon"
      casebook callback 7 --solved no --satisfaction 2 --commit "Manager visits" --due tomorrow

      Solved? Satisfied? Anything else? A suggestion? Who is not satisfied (1 or 2, or not solved) is owed
      something more: the case goes back to work with another commitment.
      """
    case .callBackHowAChannel: "How: a channel."
    case .callBackIsItSolvedYesOr: "Is it solved? yes or no."
    case .callBackWhatElseTheCustomerNeeds: "What else the customer needs."
    case .callBackWhatTheCustomerSuggests: "What the customer suggests."
    case .casebookAbstract:
      "Complaint cases of a branch: logged and handled with no network, synced when there is one."
    case .casebookDiscussion:
      """
      A CASE is a number (SH01-KT-20261122-007), its end (122-007, 7), the beginning of an id, or @last.

      Exit codes: 0 ok, 1 failed, 2 bad usage, 3 not found, 4 not allowed,
      5 conflict open, 6 refused, 7 head office not reachable (the work is safe),
      8 store busy, 9 store damaged.

      Environment: CASEBOOK_HOME (folder of the data), NO_COLOR, LANG,
      CASEBOOK_BUSY_TIMEOUT_MS (how long to wait for another program's write).
      """
    case .caseLookupAskThatBranch: "Ask that branch."
    case .caseLookupCouldBeSeveralCases: "“{reference}” could be several cases:"
    case .caseLookupFindItWithCasebookList: "Find it with: casebook list, casebook search WORDS"
    case .caseLookupGiveMoreOfTheNumber: "Give more of the number."
    case .caseLookupNoCaseWasTouchedYet: "No case was touched yet."
    case .caseLookupThereIsNoCaseHere: "There is no case “{typed}” here."
    case .caseLookupWasTransferredToItIs:
      "{number} was transferred to {target} ({when}); it is not here any more."
    case .casePageAgo: " ({ago})"
    case .casePageBranch: "Branch "
    case .casePageCompareCasebookConflictShowId:
      "Compare: casebook conflict show ID; settle: casebook conflict resolve ID"
    case .casePageDeletedByOneEditedBy: "Deleted by one, edited by another"
    case .casePageInConflict: "in conflict"
    case .casePageOpenConflicts: "Open conflicts"
    case .casePageTimeline: "Timeline"
    case .casePageToBringItBack: "To bring it back: "
    case .casePageWhoAgo: " ({who}, {ago})"
    case .caseRulesAgreedBeyondAuthority:
      "Agreed to beyond what whoever proposed it may grant, and not approved"
    case .caseRulesClosedHereEscalatedThere: "Closed here, escalated there"
    case .caseRulesImpossibleTime: "A time that cannot be: before 2000, or later than it was written"
    case .caseRulesResolvedAndACommitmentIs: "Resolved, and a commitment is still open"
    case .caseRulesStateWithoutItsSteps: "In this state without the steps that lead there"
    case .caseRulesTheOptionThatTheCustomer: "The option that the customer agreed to was changed"
    case .caseStatusAccepted: "Accepted"
    case .caseStatusArchived: "Archived"
    case .caseStatusAssessed: "Assessed"
    case .caseStatusConfirmed: "Confirmed"
    case .caseStatusDuplicate: "Duplicate"
    case .caseStatusExecuting: "Executing"
    case .caseStatusOnHold: "On hold"
    case .caseStatusProposed: "Proposed"
    case .caseStatusReceived: "Received"
    case .caseStatusReopened: "Reopened"
    case .caseStatusResolved: "Resolved"
    case .caseStatusReviewed: "Reviewed"
    case .caseStatusUnfounded: "Unfounded"
    case .caseStatusWithdrawn: "Withdrawn"
    case .certificateFailuresCheckTheAddressItHas:
      "Check the address: it has to be the name that the certificate is for."
    case .certificateFailuresCheckThisComputersDateFirst:
      "Check this computer's date first; if it is right, tell head office."
    case .certificateFailuresHeadOfficesCertificateExpiredOn: "Head office's certificate expired on {day}."
    case .certificateFailuresHeadOfficesCertificateIsValid:
      "Head office's certificate is valid only from {day} on."
    case .certificateFailuresIfHeadOfficeHasA:
      "If head office has a certificate authority of its own, ask for its file and give it with --ca FILE. If not, somebody may be in between: do not go on."
    case .certificateFailuresIfThisComputersDateIs:
      "If this computer's date is right, tell head office: it has to renew the certificate."
    case .certificateFailuresMessageSafe: "{message} {safe}"
    case .certificateFailuresNobodyThisComputerTrustsVouches:
      "Nobody this computer trusts vouches for head office's certificate."
    case .certificateFailuresNothingWasSentYourWork: "Nothing was sent. Your work is safe here and pending."
    case .certificateFailuresTheCertificateOfWhatAnswers: "The certificate of what answers is not for {host}."
    case .checkWordingAbstract: "Says what in a text for a customer could be said better."
    case .checkWordingDiscussion:
      """
      Forbidden phrases, “but”, promises without a time or above your authority, blame that is pushed away, reasons
      before the solution. It is advice: nothing is held up, and the exit code is 0 whatever is found.

        casebook check-wording reply.txt
        echo "We will refund you soon" | casebook check-wording -

      casebook wording list shows the rules.
      """
    case .checkWordingNothingToRemarkOn: "Nothing to remark on."
    case .checkWordingRemarksTheyAreAdvice:
      "{count, plural, one {# remark; it is advice.} other {# remarks; they are advice.}}"
    case .checkWordingTheTextReadsStandardInput: "The text; - reads standard input."
    case .clockDays: "{count, number} days"
    case .clockEndOfTheDay: "end of the day"
    case .clockFirstResponse: "First response"
    case .clockFollowUpAfter30Days: "Follow-up after 30 days"
    case .clockFollowUpAfter7Days: "Follow-up after 7 days"
    case .clockHComma: "{count, number} h"
    case .clockMin: "{count, number} min"
    case .clockPreliminaryAnswer: "Preliminary answer"
    case .clockResolution: "Resolution"
    case .clockWorkingDays: "{days, plural, one {# working day} other {# working days}}"
    case .closeEarlyAsOnlyWithdrawnUnfoundedOr: "--as {as}: only withdrawn, unfounded or duplicate."
    case .closeEarlyEitherToWhoReasonWhy: "Either --to WHO --reason WHY, or --end --outcome TEXT."
    case .closeEarlyEnded: "ended"
    case .closeEarlyEndsIt: "Ends it."
    case .closeEarlyEscalated: "escalated"
    case .closeEarlyOfGoesWithAsDuplicate: "--of goes with --as duplicate."
    case .closeEarlyOpenEscalation: "open escalation"
    case .closeEarlyTheCaseThatItRepeats: "The case that it repeats."
    case .closeEarlyToWhom: "To whom."
    case .closeEarlyWhatCameOfIt: "What came of it."
    case .closeEarlyWhatWasDoneSoFar: "What was done so far."
    case .closeEarlyWhenAnAnswerIsExpected: "When an answer is expected."
    case .closeEarlyWhy: "Why."
    case .closeEarlyWhy2: "Why."
    case .closeEarlyWithdrawnUnfoundedOrDuplicate: "withdrawn, unfounded or duplicate."
    case .commandFailureError: "Error:"
    case .commitmentAbstract: "Ends a commitment, or changes it."
    case .commitmentDiscussion:
      """
      casebook commitment 7 1 --done
      casebook commitment 7 2 --waive "the customer did not want it any more"
      casebook commitment 7 2 --due tomorrow
      """
    case .commonAdded: "added"
    case .commonAllTogether: "All together"
    case .commonANewIdAZ: "A new id: a–z, 0–9, _ and -."
    case .commonARuleOfANewer: "A rule of a newer version"
    case .commonAuthor: "Author"
    case .commonBetter: "Better: "
    case .commonBranchStaffDutyManagerHead: "branch_staff, duty_manager, head_office, auditor or admin."
    case .commonBuiltIn: "Built in"
    case .commonByWhen: "By when."
    case .commonCallBack: "Call-back"
    case .commonCase: "Case"
    case .commonCases: "Cases"
    case .commonCases2: "Cases"
    case .commonChannel: "Channel."
    case .commonClock: "Clock"
    case .commonColon: ": "
    case .commonConflict: "Conflict"
    case .commonCustomer: "Customer"
    case .commonDeleted: "deleted"
    case .commonDigestOfEachScope: "Digest of each scope"
    case .commonEmpty: "(empty)"
    case .commonField: "Field"
    case .commonFileWithTheNarrativeReads: "File with the narrative; - reads standard input."
    case .commonFromHeadOffice: "From head office"
    case .commonHeadOffice: "Head office"
    case .commonId: "Id"
    case .commonInTheSpreadsheetProgramSave: "in the spreadsheet program, save it as .xlsx without a password"
    case .commonIsDamagedNothingWasChanged: "{storePath} is damaged. Nothing was changed."
    case .commonItsIdOrTheBeginning: "Its id, or the beginning of it."
    case .commonKind: "Kind"
    case .commonLanguage: "Language"
    case .commonLanguageOfMessagesZhHans: "Language of messages: zh-Hans or en."
    case .commonListSeparator: ", "
    case .commonLogged: "Logged"
    case .commonMedian: "Median"
    case .commonMin: "{minutes, number} min"
    case .commonName: "Name"
    case .commonNo: "no"
    case .commonNoOpenConflicts: "No open conflicts."
    case .commonNoted: "noted"
    case .commonNothingWasChanged: "Nothing was changed."
    case .commonOk: "ok"
    case .commonOpen: "Open"
    case .commonOption: "option"
    case .commonOptionsFolderOfTheDataInstead: "Folder of the data, instead of $CASEBOOK_HOME."
    case .commonOptionsWhoWritesInsteadOfThe: "Who writes, instead of the name given to init."
    case .commonPrintJsonForPrograms: "Print JSON for programs."
    case .commonProgressReport: "Progress report"
    case .commonPutsItBackIntoUse: "Puts it back into use."
    case .commonRecordsAndChanges: "Records and changes"
    case .commonRemoved: "removed"
    case .commonReplaceAFileThatExists: "Replace a file that exists."
    case .commonRestored: "restored"
    case .commonReview: "Review"
    case .commonRevoked: "revoked"
    case .commonRunCasebookSync: "Run: casebook sync"
    case .commonSatisfied: "Satisfied"
    case .commonSeeCasebookDrafts: "See: casebook drafts"
    case .commonShare: "Share"
    case .commonStage: "Stage"
    case .commonStageOfTheConversation: "Stage of the conversation."
    case .commonSummary: "Summary"
    case .commonTheBranchThatTheDevice: "The branch that the device belongs to."
    case .commonTheCase: "The case."
    case .commonTheFileToWrite: "The file to write."
    case .commonTheOptionsPlaceWhereThere: "The option's place, where there are two."
    case .commonTheOutputCannotBeWritten: "The output cannot be written: {why}."
    case .commonThereIsNoRole: "There is no role “{role}”."
    case .commonThereIsNoWordTo: "There is no word to look for."
    case .commonUnexpected: "Unexpected: {error}"
    case .commonWhatToLookFor: "What to look for."
    case .commonWhy: "Why: "
    case .commonWhy2: "Why."
    case .commonWritten: "Written: {file}"
    case .commonYes: "yes"
    case .commonZhHansEnOrAll: "zh-Hans, en or all; the language of messages where it is left out."
    case .commonZhHansOrEn: "zh-Hans or en."
    case .completionAbstract: "Prints a script that completes commands in a shell."
    case .completionBashZshOrFish: "bash, zsh or fish."
    case .completionDiscussion:
      """
      bash:  casebook completion bash > ~/.local/share/bash-completion/completions/casebook
      zsh:   casebook completion zsh > "$'{'fpath[1]'}'/_casebook"
      fish:  casebook completion fish > ~/.config/fish/completions/casebook.fish
      """
    case .completionOneOfBashZshFish: "One of: bash, zsh, fish."
    case .completionThereIsNoCompletionFor: "There is no completion for the shell “{shell}”."
    case .configurationCorrectOrRemoveTheFile: "Correct or remove the file."
    case .configurationItIsNotAList: "it is not a list of keys and values"
    case .configurationMustBeAText: "“{key}” must be a text"
    case .configurationThereIsNoSettingLang: "there is no setting “{key}”: lang, author, home"
    case .configurationTheSettingsInCannotBe: "The settings in {path} cannot be used: {why}."
    case .conflictAbstract: "Shows and settles what was changed in two places at once."
    case .conflictChoicesCouldBeSeveralConflicts: "“{id}” could be several conflicts:"
    case .conflictChoicesCouldBeSeveralOfThe: "“{typed}” could be several of the versions:"
    case .conflictChoicesGiveMoreOfTheId: "Give more of the id."
    case .conflictChoicesIsNoneOfTheVersions: "“{typed}” is none of the versions in conflict:"
    case .conflictChoicesIsOnlyAPartOf: "“{id}” is only a part of the id: {conflictId}."
    case .conflictChoicesItMayHaveBeenSettled:
      "It may have been settled: casebook history CASE. Open ones: casebook conflict list"
    case .conflictChoicesLookAtItFirstThen:
      "Look at it first, then give the whole id: casebook conflict show {id}"
    case .conflictChoicesThereIsNoOpenConflict: "There is no open conflict “{id}”."
    case .conflictChoicesUseTheNumberInFront: "Use the number in front: --take 1"
    case .conflictDiscussion:
      """
      casebook conflict list
      casebook conflict show 1f0c6a2b9d
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "asked the customer"
      """
    case .conflictListAbstract: "Lists the open conflicts."
    case .conflictListAgainstIt: "Against it"
    case .conflictListDiscussion:
      """
      casebook conflict list
      casebook conflict list --case 7
      """
    case .conflictListEdited: "edited: {label}"
    case .conflictListOnlyOfThisBranchsCases: "Only of this branch's cases."
    case .conflictListOnlyOfThisCase: "Only of this case."
    case .conflictListShownNow: "Shown now"
    case .conflictListToSeeOneCasebookConflict: "To see one: casebook conflict show ID"
    case .conflictPageADutyManagerOrHead:
      "A duty manager or head office settles it; until then everybody sees the version shown now."
    case .conflictPageBefore: "before"
    case .conflictPageBefore2: "Before · "
    case .conflictPageComparedWith: "Compared with: "
    case .conflictPageEstimated: "estimated"
    case .conflictPageExact: "exact"
    case .conflictPageOwnClock: "own clock"
    case .conflictPageShownNow: "shown now"
    case .conflictPageShownNow2: " · shown now"
    case .conflictPageTakingADeletionDeletesThe:
      "Taking a deletion deletes the case, anything else (or “winner”) keeps it."
    case .conflictPageToSettleIt: "To settle it:"
    case .conflictPageUntrusted: "untrusted"
    case .conflictPageValue: "Value"
    case .conflictPageValue2: "VALUE"
    case .conflictPageWhen: "When"
    case .conflictPageWhy: "WHY"
    case .conflictResolveAbstract: "Settles a conflict, or many."
    case .conflictResolveADeletionIsSettledWith: "A deletion is settled with --value deleted or --value kept."
    case .conflictResolveAllGoesWithTakeWinner: "--all goes with --take winner."
    case .conflictResolveANewValueInsteadEmpty: "A new value instead; empty clears the field."
    case .conflictResolveCaseAndBranchGoWith: "--case and --branch go with --all."
    case .conflictResolveCasebookConflictResolveTake1: "casebook conflict resolve {id} --take 1"
    case .conflictResolveCasebookConflictShowListsThe: "casebook conflict show {named} lists the versions."
    case .conflictResolveDiscussion:
      """
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "asked the customer"
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --value moderate
      casebook conflict resolve --all --take winner --branch SH01 --dry-run

      --take names a version by its number in conflict show, by its dot, or the one shown now: winner.
      The decision stands in the case's timeline; whoever wrote what was not kept is told.
      """
    case .conflictResolveId: "ID"
    case .conflictResolveKept: "kept"
    case .conflictResolveNameTheConflictAndWhat: "Name the conflict and what is to stand: --take or --value."
    case .conflictResolveNothingWasSaved: "Nothing was saved."
    case .conflictResolveOthersAreSettledOneBy: "Others are settled one by one: --take 2, --value V."
    case .conflictResolveSettled: "Settled: {count, number}."
    case .conflictResolveSettlesAllOpenConflictsWith: "Settles all open conflicts, with --take winner."
    case .conflictResolveShowsWhatWouldBeDecided: "Shows what would be decided and saves nothing."
    case .conflictResolveStands: "Stands"
    case .conflictResolveTheConflictsWholeId: "The conflict's whole id."
    case .conflictResolveTheVersionToKeepIts: "The version to keep: its number, its dot, or winner."
    case .conflictResolveThisVersionDoesNotKnow:
      "This version does not know the field: take one of its versions."
    case .conflictResolveWhyItWasDecidedSo: "Why it was decided so."
    case .conflictResolveWithAllOnlyOfThis: "With --all: only of this case."
    case .conflictResolveWithAllOnlyOfThisBranchs: "With --all: only of this branch's cases."
    case .conflictResolveWouldStand: "Would stand"
    case .conflictShowAbstract: "Shows a conflict: what was there before and every version of it."
    case .conflictShowDiscussion:
      """
      casebook conflict show 1f0c6a2b9d-51c2e8
      casebook conflict show 1f0c
      """
    case .conflictShowTheConflictsIdOrThe: "The conflict's id, or the beginning of it."
    case .connectionOptionsFileOfThePrivateAuthority:
      "File of the private authority (PEM) that vouches for head office; it is remembered."
    case .connectionOptionsForExampleHttpsHeadOffice: "For example: https://head-office:8443"
    case .connectionOptionsGiveTheAuthoritysFilePem: "Give the authority's file (PEM) with --ca FILE."
    case .connectionOptionsIsNotAnHttpAddress: "“{url}” is not an http address."
    case .connectionOptionsIsPlainHttpAnybodyOn:
      "{url} is plain HTTP: anybody on the way could read the code, the token and the cases. Nothing was sent."
    case .connectionOptionsRunCasebookBundleWriteFile:
      "Run: casebook bundle write FILE. To go over the network from now on: casebook enrol URL CODE"
    case .connectionOptionsSendTheTokenOverPlain:
      "Send the token over plain HTTP: anybody on the way can read it."
    case .connectionOptionsThereIsNoCertificateThat:
      "There is no certificate that can be read in {path}. Nothing was sent."
    case .connectionOptionsThisDeviceExchangesWithHead:
      "This device exchanges with head office by file. Your work is safe here and pending."
    case .connectionOptionsUseTheHttpsAddressIf:
      "Use the https address. If you trust the whole way there, add --insecure."
    case .contextAuthorNeedsANameOf: "--author needs a name of one line."
    case .contextChangesWaitForHeadOffice:
      "{count, plural, one {# change waits for head office, since} other {# changes wait for head office, the oldest since}} {when}. {command}"
    case .contextRunCasebookEnrolUrlCode: "Run: casebook enrol URL CODE"
    case .contextThereAreNoMessagesIn: "There are no messages in the language “{tag}”."
    case .contextUseLangZhHansOr: "Use --lang zh-Hans or --lang en."
    case .csvReaderTextStandsAfterAClosing:
      "text stands after a closing quotation mark (a quotation mark inside a field is written twice)"
    case .csvReaderTheQuotationMarkOpenedIn:
      "the quotation mark opened in line {opened} is never closed: lost up to line {last}"
    case .csvReaderTheRowIsLongerThan:
      "the row is longer than {rowLimit, number} bytes (a quotation mark may be missing)"
    case .deadlineAlreadyClosedThen: "{date}: already closed then"
    case .deadlineClosed: "{date}: closed"
    case .deadlineClosesAt: "{date}: closes at {closing}"
    case .deadlineConfirmed: "Confirmed"
    case .deadlineDue: "Due: {when}"
    case .deadlineLastHeardOf: "Last heard of"
    case .deadlineOnHoldTheCustomerWas: "On hold: the customer was told when."
    case .deadlinePolicyVersionSays: "Policy version {version} says: {term}"
    case .deadlineResolved: "Resolved"
    case .deadlineSeverity: "Severity: {severity}"
    case .deadlineSeverityNotSetYetHeld: "Severity: not set yet, held to be moderate"
    case .deadlineTheBuiltInPolicySays: "The built-in policy says: {term}"
    case .deadlineWhatWhen: "{what}: {when}"
    case .deadlineWorkingDayClosesAt: "{date}: working day {counted}, closes at {closing}"
    case .decidedFieldTheCase: "the case"
    case .decidedFieldTheDeletion: "the deletion"
    case .deleteAbstract: "Deletes a case; it can be restored."
    case .deleteDeletedToBringItBack: "{number} deleted. To bring it back: casebook restore {number}"
    case .deleteDiscussion:
      """
      casebook delete 7 --reason "logged twice"

      The case leaves all lists and stays in the store, with its history. If somebody has changed it without
      knowing, it stays visible until a manager decides.
      """
    case .deleteWhyItIsDeleted: "Why it is deleted."
    case .doctorAbstract: "Checks the data, the clock, the connection and the disk; repairs and salvages."
    case .doctorChecksAndMore: "… and {count, number} more"
    case .doctorChecksCasebookDoctorRepairTakesIt: "casebook doctor --repair takes it away."
    case .doctorChecksCasebookDoctorRepairTakesThat: "casebook doctor --repair takes that away."
    case .doctorChecksChangesWaitForHeadOffice:
      "{count, plural, one {# change waits for head office, since} other {# changes wait for head office, the oldest since}} {when}"
    case .doctorChecksChangesWaitForHeadOffice2:
      "{count, plural, one {# change waits} other {# changes wait}} for head office"
    case .doctorChecksClockNeverComparedWithHead: "Clock: never compared with head office's"
    case .doctorChecksClockSAheadOfHead: "Clock: {seconds, number} s ahead of head office's"
    case .doctorChecksClockSBehindHeadOffices: "Clock: {seconds, number} s behind head office's"
    case .doctorChecksAgreesWithHeadOffice: "Head office has what is here"
    case .doctorChecksCopyTheDataFolderSomewhere:
      "Copy the data folder somewhere safe; then: casebook doctor --salvage NEWFILE"
    case .doctorChecksEnrolledAt: "Enrolled at {url}"
    case .doctorChecksDiffersFromHeadOffice: "Head office does not have all that is here"
    case .doctorChecksErasureWaitsFor:
      "An erasure waits for {file}, which can be neither emptied nor removed"
    case .doctorChecksMoveItAwayOrDelete:
      "Move it away or delete it, then run casebook sync: that ends the erasure."
    case .doctorChecksFilesAreForTheirOwner: "Files are for their owner alone"
    case .doctorChecksFreeSomeSpaceWithoutIt: "Free some space: without it nothing can be saved."
    case .doctorChecksHeadOfficeAnswersMessageVersion: "Head office answers, message version {protocol}"
    case .doctorChecksLeftByACommandThat: "Left by a command that was interrupted; no data is in it"
    case .doctorChecksListsAndSearchIndex: "Lists and search index"
    case .doctorChecksListsAndSearchIndexMade: "Lists and search index: made anew"
    case .doctorChecksMbFreeOnTheDisk: "{megabytes, number} MB free on the disk"
    case .doctorChecksNothingIsLeftOfInterrupted: "Nothing is left of interrupted commands"
    case .doctorChecksNothingIsLostPutIt: "Nothing is lost. Put it right: casebook doctor --repair"
    case .doctorChecksNothingWaitsForHeadOffice: "Nothing waits for head office"
    case .doctorChecksOthersOnThisComputerCan: "Others on this computer can read the data"
    case .doctorChecksPathMode: "{path}: {mode}"
    case .doctorChecksRunCasebookEnrolUrlCode:
      "Run: casebook enrol URL CODE; until then make backups: casebook backup FILE"
    case .doctorChecksSetThisComputersClockOr: "Set this computer's clock, or let it set itself (NTP)."
    case .doctorChecksStorePagesIndexesReferences: "Store: pages, indexes, references"
    case .doctorChecksThisDevicesOwnChanges: "This device's own changes"
    case .doctorChecksWorksAloneEnrolledAtNo: "Works alone: enrolled at no head office"
    case .doctorDiscussion:
      """
      casebook doctor
      casebook doctor --repair
      casebook doctor --salvage /media/usb/saved.sqlite

      Each line is ok, a warning, a problem or damage, with what to do. Without an option nothing is changed.
      Ends with 0 if all is well or there are warnings only, with 9 if data is damaged, with 1 for other problems.

      --salvage reads a damaged store page by page, never touches it, and makes a new one of everything that
      can be read and proves itself.
      """
    case .doctorDoNotAskHeadOffice: "Do not ask head office."
    case .doctorMakeListsAndIndexAnew: "Make lists and index anew; take away rights and leftovers."
    case .doctorRepairAndSalvageDoNot: "--repair and --salvage do not go together."
    case .doctorReportDamaged: "damaged"
    case .doctorReportProblem: "problem"
    case .doctorReportWarning: "warning"
    case .doctorSaveWhatCanBeRead: "Save what can be read to a new store: a file or folder."
    case .doctorThereAreProblemsSeeThe: "There are problems: see the lines above."
    case .draftsAbstract: "Intakes that were begun and not logged yet."
    case .draftsBegun: "Begun"
    case .draftsBegun2: "begun {when}"
    case .draftsBeingTyped: "being typed"
    case .draftsDiscardAbstract: "Throws a draft away, for good."
    case .draftsDiscussion:
      """
      casebook drafts
      casebook drafts show 3f9a1c
      casebook drafts resume 3f9a1c        goes on with it (casebook new --draft 3f9a1c)
      casebook drafts discard 3f9a1c

      A draft is on this computer alone, in the folder drafts beside the store. It goes when it is logged.
      """
    case .draftsDraftIsGone: "Draft {name} is gone."
    case .draftsListAbstract: "Lists the drafts, the oldest first."
    case .draftsLoggedAs: "logged as {value}"
    case .draftsNobodyCanBeAskedHere: "Nobody can be asked here: this is no terminal."
    case .draftsResumeAbstract: "Goes on with a draft."
    case .draftsShowAbstract: "Shows what a draft holds."
    case .draftsTheDraftOrTheEnd: "The draft, or the end of its id."
    case .draftsTheDraftTheOnlyOne: "The draft; the only one where it is left out."
    case .draftsThereAreNoDrafts: "There are no drafts."
    case .draftsToGoOnCasebookDrafts: "To go on: casebook drafts resume ID"
    case .draftsToLogItAsIt: "To log it as it is: casebook new --draft {wanted}"
    case .draftsWhichDraftThereAre: "Which draft? There are {count, number}."
    case .dueAbstract: "What is late, and what comes next."
    case .dueANumberOf0Or: "A number of 0 or more."
    case .dueAtMostSoMany0: "At most so many; 0: all."
    case .dueBeforeItCame: " (before it came)"
    case .dueCasebookWhyHelpListsThem: "casebook why --help lists them."
    case .dueClock: "Clock"
    case .dueDays: "{days, plural, one {# day} other {# days}}"
    case .dueDiscussion:
      """
      casebook due
      casebook due --late
      casebook due --within 240 --json

      Late ones first, then by time. Why something is due: casebook why CASE CLOCK
      """
    case .dueDoneInTime: "done in time: {when}"
    case .dueDoneLateBy: "done {when}, late by {met}"
    case .dueH: "{hours, number} h"
    case .dueLate: "{left} late"
    case .dueLateBy: "late by {now}"
    case .dueLeft: "Left"
    case .dueLeft2: "{due} left"
    case .dueMoreLimit0ShowsAll: "{count, number} more: --limit 0 shows all."
    case .dueNoSuchClockRunsFor: "No such clock runs for {number} now."
    case .dueNothingIsDue: "Nothing is due."
    case .dueNothingIsLate: "Nothing is late."
    case .dueOfOneBranch: "Of one branch."
    case .dueOnlyWhatIsLate: "Only what is late."
    case .dueOnlyWhatIsLateOr: "Only what is late or due within so many minutes."
    case .dueTheClock: "The clock."
    case .dueThereIsNoClock: "There is no clock “{typed}”."
    case .editAbstract: "Changes fields of a case."
    case .editAlreadySaysSoNothingTo: "{number} already says so: nothing to change."
    case .editCannotBeUsed: "{path} cannot be used: {why}."
    case .editCasebookEditHelpListsThem: "casebook edit --help lists them."
    case .editDiscussion:
      """
      casebook edit 7 --severity severe --handler "Li Na" --tag +vip --tag -young
      casebook edit 122-007 --class service_attitude --urgency high
      casebook edit @last --phone= --editor expectation
      casebook edit 7 --amount 128 --if-version 3f2a9c01d4e5b607

      An option with nothing after the = empties the field. What others write in the meantime is kept.
      The status is not edited: steps lead from one to the next (casebook next CASE).
      """
    case .editFieldsAreSetWithOptions: "Fields are set with options, such as --severity severe."
    case .editForExampleCasebookEditSeverity: "For example: casebook edit {reference} --severity severe"
    case .editHasNoContent: "{number} has no content."
    case .editHasOpenConflictsCasebookConflict:
      "It has open conflicts: casebook conflict list --case {number}"
    case .editIsNoLongerHere: "{number} is no longer here."
    case .editIsNoText: "{name} is no text."
    case .editIsNotUtf8Nothing: "{path} is not UTF-8. Nothing was saved."
    case .editNothingToChangeWasGiven: "Nothing to change was given."
    case .editOneCaseAtATime: "One case at a time: what is “{editorField}”?"
    case .editOnlyIfTheCaseStill: "Only if the case still has this version (show --json)."
    case .editOpensALongTextIn: "Opens a long text in $VISUAL or $EDITOR."
    case .editOrGiveTheTextWith: "Or give the text with -F FILE or --FIELD TEXT."
    case .editSaved: "{number} saved."
    case .editSaveTheFileAsUtf: "Save the file as UTF-8, then: casebook edit CASE -F {path}"
    case .editSetItWithValue: "Set it with --{option} VALUE."
    case .editTheEditorEndedWithAn: "The editor “{command}” ended with an error. Nothing was saved."
    case .editTheFieldForEditorDefault: "The field for --editor (default: narrative)."
    case .editThereIsNoEditorTo: "There is no editor to open: set VISUAL or EDITOR."
    case .editThereIsNoField: "There is no field “{editorField}”."
    case .editWhatItWroteIsIn: "What it wrote is in {value}."
    case .emergencyAbstract: "What to do now, whom to call; and logs the emergency."
    case .emergencyDiscussion:
      """
      casebook emergency
      casebook emergency "A guest fainted at table 7"

      The plan is shown at once, with no network. What happened is logged as an emergency: in words after the
      command, or asked for on a terminal once the plan is on the screen (Enter alone: nothing is logged).
      """
    case .emergencyEmergency: "EMERGENCY"
    case .emergencyFileWithTheStepsOne: "File with the steps, one to a line."
    case .emergencyHowItCameToYou: "How it came to you."
    case .emergencyLoggedAsAnEmergency: "Logged as an emergency: "
    case .emergencyPlanAbstract: "Shows the emergency plan of a branch, or sets it (head office)."
    case .emergencyPlanAmbulance120: "Ambulance: 120"
    case .emergencyPlanCallTheManagerOnDuty: "Call the manager on duty, then head office."
    case .emergencyPlanDiscussion:
      """
      casebook emergency-plan --branch SH01
      casebook emergency-plan --branch SH01 --phone "Manager Li: 138 0013 8000" --phone "Ambulance: 120"
      casebook emergency-plan --steps plan.txt

      Steps stand one to a line in a file (- reads standard input). Without --branch the plan is for every
      branch that has none of its own; steps and phone numbers can be set apart.
      """
    case .emergencyPlanFire119: "Fire: 119"
    case .emergencyPlanFireSmokeGasEverybodyOut: "Fire, smoke, gas: everybody out, then call 119."
    case .emergencyPlanIllHurtOrNotBreathing:
      "Ill, hurt or not breathing well: call 120 and say the address, floor and nearest entrance."
    case .emergencyPlanLookAfterThePersonFirst: "Look after the person first. Do not leave them alone."
    case .emergencyPlanPhoneNumbers: "Phone numbers"
    case .emergencyPlanPolice110: "Police: 110"
    case .emergencyPlanPromiseHelpNotMoneyBlame:
      "Promise help, not money; blame nobody; nobody speaks to the press but head office."
    case .emergencyPlanStopSellingOrUsingWhat:
      "Stop selling or using what may have caused it, and keep a sample, the receipt and the batch number."
    case .emergencyPlanViolenceOrAThreatKeep: "Violence or a threat: keep your distance and call 110."
    case .emergencyPlanWriteDownTheTimeOf: "Write down the time of each thing done."
    case .emergencyTheBranch: "The branch."
    case .emergencyThePlanIsSavedBranches: "The plan is saved; branches have it after the next sync."
    case .emergencyToLogItCasebookEmergency: "To log it: casebook emergency \"what happened\""
    case .emergencyWhatHappened: "What happened."
    case .emergencyWhatHappenedEnterAloneLog: "What happened? (Enter alone: log nothing now)"
    case .emergencyWhoAndTheNumberSeveral: "Who and the number (several)."
    case .enrolAbstract: "Joins this computer to a head office."
    case .enrolAddressOfHeadOffice: "Address of head office."
    case .enrolAnotherDeviceOfTheBranch:
      "Another device of the branch numbers its cases with {tag}: the next ones here get {identityTag}. Numbers given before stay."
    case .enrolCheckTheAddressAndThe:
      "Check the address and the network, then run it again; until then everything works here."
    case .enrolDiscussion:
      """
      casebook enrol https://head-office:8443 ABCD-EFGH
      casebook enrol https://head-office:8443 ABCD-EFGH --ca company-ca.pem

      The code comes from head office and works once. What was logged before stays and goes up with the next
      sync. A second enrolment at the same head office gives a new token and keeps everything. --ca and
      --insecure are remembered for every later sync.
      """
    case .enrolJoinedAs: "Joined {url} as {branch}, {role}."
    case .enrolNextCasebookSync: "Next: casebook sync"
    case .enrolTheOneTimeCode: "The one-time code."
    case .eraseAbstract: "Erases the personal data of a customer everywhere (administrators)."
    case .eraseCustomerAbstract: "Erases one customer's data."
    case .eraseCustomerNeedsACustomerId: "--customer needs a customer id."
    case .eraseDiscussion:
      """
      casebook erase --customer C-1027 --reason "asked for by letter"
      casebook erase status

      Every case with that customer id stays for statistics, without names, contacts and free texts: at head
      office with the next sync, at every device when that syncs. It cannot be undone. A customer who comes
      back gets a new id.

      Drafts and kept texts go where they name the customer's id, phone, email, account or name; signals as well,
      as far as head office has them by then. Exports and copies elsewhere are out of reach.
      """
    case .eraseDraftsThatNameTheCustomer: "{drafts} drafts that name the customer were removed."
    case .eraseErasureNotedCasesAreKnown:
      "Erasure noted; {cases, plural, one {# case is} other {# cases are}} known here. It is done at the next sync: casebook sync"
    case .eraseHeadOfficeCopyLeft:
      "Not finished at head office: {name} in its data folder has not been gone through yet. That is tried again by itself. Only if this is still told tomorrow, the file cannot be read: then move it away or delete it, for erased data may stand in it."
    case .eraseHeadOfficeLedgerLeft:
      "Not finished at head office: the ledger of erasures cannot be written. Is its disk full? It is tried again by itself."
    case .eraseHeadOfficeLogLeft:
      "Not finished at head office: another program reads its store. It goes on by itself when that has ended."
    case .eraseNothingWasErasedYet: "Nothing was erased yet."
    case .eraseRecordsDevicesDoneWaiting:
      "{records, plural, one {# record} other {# records}}, {done, plural, one {# device} other {# devices}} done, {waiting, number} waiting"
    case .eraseStatusAbstract: "Asks head office how far each erasure has come, and who has not done it."
    case .eraseTheCustomerIdAsIt: "The customer id, as it stands in the cases."
    case .eraseWaiting: "waiting"
    case .eraseWhyWhoAskedForIt: "Why: who asked for it, and how."
    case .escalateAbstract: "Gives a case upwards, or ends that."
    case .escalateDiscussion:
      """
      casebook escalate 7 --to "regional manager" --reason "beyond the branch" --done "apologised, refunded" \\
        --expected tomorrow
      casebook escalate 7 --end --outcome "the regional manager called"
      """
    case .executeAbstract: "Begins or goes on with what was agreed."
    case .executeAnotherDate: "Another date."
    case .executeAnotherPerson: "Another person."
    case .executeByWhenACommitmentHas: "By when? A commitment has a date: --due TIME"
    case .executeCommitment: "commitment"
    case .executeDiscussion:
      """
      casebook execute 7 --contact "Li Na" --commit "New dish on the table" --due "2026-11-22 15:50"
      casebook execute 7 --commit "Voucher handed over" --due today --owner "Wang Wei"

      The customer has one person to ask for. Every commitment has a date.
      """
    case .executeDueAndOwnerGoWith: "--due and --owner go with --commit."
    case .executeForExampleDue202611: "For example: --due \"2026-11-22 18:00\""
    case .executeHowAChannel: "How: a channel."
    case .executeItIsNotOwedAny: "It is not owed any more: why."
    case .executeItWasKept: "It was kept."
    case .executeSaved: "saved"
    case .executeSayWhatBecameOfIt: "Say what became of it: --done, --waive REASON or --due TIME."
    case .executeTheCommitmentsPlaceWhereThere: "The commitment's place, where there are several."
    case .executeWhatIsPromised: "What is promised."
    case .executeWhatWasSaid: "What was said."
    case .executeWhomTheCustomerAsksFor: "Whom the customer asks for."
    case .executeWhoSeesToIt: "Who sees to it."
    case .exportAbstract: "Writes all cases to a file or to standard output."
    case .exportAWorkbookIsNotFor: "A workbook is not for the terminal."
    case .exportCasesAreIn: "{count, plural, one {# case is} other {# cases are}} in {output}."
    case .exportCsvJsonlOrXlsx: "csv, jsonl or xlsx."
    case .exportDiscussion:
      """
        casebook export --format csv --output cases.csv     for a spreadsheet
        casebook export --format xlsx --output cases.xlsx   a workbook, with dates as dates
        casebook export --format jsonl                      for programs; with timelines

      Deleted cases are left out. A file that exists is replaced when the whole export is written.
      """
    case .exportExportingCases: "Exporting cases"
    case .exportNameAFileOutputCases: "Name a file: --output cases.xlsx"
    case .exportTextsAreLongerThanA:
      "{cut, plural, one {# text is longer than a cell may be and was cut; --format jsonl has it whole.} other {# texts are longer than a cell may be and were cut; --format jsonl has them whole.}}"
    case .exportTheFileWithoutItStandard: "The file; without it, standard output."
    case .fieldAction: "Action"
    case .fieldActual: "Actual"
    case .fieldAddress: "Address"
    case .fieldAgainstIt: "Against it"
    case .fieldAmount: "Amount"
    case .fieldAnswered: "Answered"
    case .fieldAnswerExpected: "Answer expected"
    case .fieldAnythingElse: "Anything else"
    case .fieldApproved: "Approved"
    case .fieldArguments1285012Usd: " (128.50, 12 USD)"
    case .fieldArguments202611221530Yesterday: " (2026-11-22 15:30, yesterday 3pm)"
    case .fieldArgumentsAFieldOfTheCase: "A field of the case."
    case .fieldArgumentsNeedsAValue: "{name} needs a value."
    case .fieldArgumentsSection: "{section}:"
    case .fieldArgumentsSeveralTT: " (several: +T, -T)"
    case .fieldArgumentsWriteValueOrValueWhere:
      "Write {name} VALUE, or {name}=VALUE where it begins with --; {name}= empties the field."
    case .fieldArgumentsYesNo: " (yes, no)"
    case .fieldAs: "As"
    case .fieldAttitude: "Attitude"
    case .fieldBranch: "Branch"
    case .fieldBranchNotKept: "Branch not kept"
    case .fieldByTheHandler: "By the handler"
    case .fieldCases: "Cases"
    case .fieldCause: "Cause"
    case .fieldChannel: "Channel"
    case .fieldClosed: "Closed"
    case .fieldCoachingNote: "Coaching note"
    case .fieldComment: "Comment"
    case .fieldCommitment: "Commitment"
    case .fieldComplexity: "Complexity"
    case .fieldContactForTheCustomer: "Contact for the customer"
    case .fieldCoreNeed: "Core need"
    case .fieldCustomer: "Customer"
    case .fieldCustomerId: "Customer id"
    case .fieldDeadlines: "Deadlines"
    case .fieldDefinitionClassification: "Classification"
    case .fieldDefinitionHandling: "Handling"
    case .fieldDefinitionRecord: "Record"
    case .fieldDefinitionWhatHappened: "What happened"
    case .fieldDeleted: "Deleted"
    case .fieldDisplayBytesOfANewerVersion:
      "({count, plural, one {# byte} other {# bytes}} of a newer version)"
    case .fieldDone: "Done"
    case .fieldDoneSoFar: "Done so far"
    case .fieldDue: "Due"
    case .fieldDuplicateOf: "Duplicate of"
    case .fieldEmail: "Email"
    case .fieldEmergency: "Emergency"
    case .fieldEmotionAfter: "Emotion after"
    case .fieldEmotionBefore: "Emotion before"
    case .fieldEnds: "Ends"
    case .fieldErrorAnEmptyEntry: "an empty entry"
    case .fieldErrorCouldBeSeveralValues: "“{typed}” could be several values"
    case .fieldErrorGivenTwiceWithDifferentValues: "given twice with different values"
    case .fieldErrorGiveTheNumberOfThe: "give the number of the case"
    case .fieldErrorHasAtMostDecimals:
      "“{typed}”: {currency} has at most {allowed, plural, one {# decimal} other {# decimals}}"
    case .fieldErrorHasNoDecimals: "“{typed}”: {currency} has no decimals"
    case .fieldErrorHasNoDigits: "“{typed}” has no digits"
    case .fieldErrorIsNeitherYesNorNo: "“{typed}” is neither yes nor no"
    case .fieldErrorIsNoLongerUsed: "“{typed}” is no longer used"
    case .fieldErrorIsNotACurrencyCode: "“{shown}” is not a currency code"
    case .fieldErrorIsNotADate: "“{typed}” is not a date"
    case .fieldErrorIsNotAnAmount: "“{typed}” is not an amount"
    case .fieldErrorIsNotOneOfIts: "“{typed}” is not one of its values"
    case .fieldErrorIsNotTheIdOf: "“{typed}” is not the id of a case"
    case .fieldErrorIsTooLarge: "“{typed}” is too large"
    case .fieldErrorLabelId: "{label} ({id})"
    case .fieldErrorNameProblem: "{name}: {problem}"
    case .fieldErrorOneOf: "one of: {choices}"
    case .fieldErrorOnlyLineBreaksAndTabs: "only line breaks and tabs are accepted"
    case .fieldErrorThereIsNoSuchField: "there is no such field"
    case .fieldErrorTheTextHasBytesAt: "the text has {bytes, number} bytes, at most {limit, number} fit"
    case .fieldErrorTheTextHoldsTheControl: "the text holds the control character U+{value}"
    case .fieldErrorThisFieldIsFilledIn: "this field is filled in by the program"
    case .fieldErrorUseACodeOfIso: "use a code of ISO 4217, such as CNY, HKD, USD"
    case .fieldErrorWrite12812850128: "write 128, 128.50, ¥128 or 12.34 USD"
    case .fieldErrorWrite2026112215: "write 2026-11-22 15:30, today, yesterday 3pm, 2 hours ago, last friday"
    case .fieldErrorWriteYesOrNo: "write yes or no"
    case .fieldEscalated: "Escalated"
    case .fieldExpectation: "Expectation"
    case .fieldExpression: "Expression"
    case .fieldExternalId: "External id"
    case .fieldForIt: "For it"
    case .fieldFrom: "From"
    case .fieldFrom2: "From"
    case .fieldGuarantee: "Guarantee"
    case .fieldHandler: "Handler"
    case .fieldHow: "How"
    case .fieldHow2: "How"
    case .fieldHow3: "How"
    case .fieldImpact: "Impact"
    case .fieldImportedFrom: "Imported from"
    case .fieldInForceFrom: "In force from"
    case .fieldInTheCustomersWords: "In the customer's words"
    case .fieldLesson: "Lesson"
    case .fieldLimits: "Limits"
    case .fieldListeningChecklist: "Listening checklist"
    case .fieldLogged: "Logged"
    case .fieldMotive: "Motive"
    case .fieldNarrative: "Narrative"
    case .fieldNeed: "Need"
    case .fieldNeeds: "Needs"
    case .fieldNextUpdate: "Next update"
    case .fieldNote: "Note"
    case .fieldNoticed: "Noticed"
    case .fieldNotKept: "Not kept"
    case .fieldNumber: "Number"
    case .fieldOccurred: "Occurred"
    case .fieldOpeningHours: "Opening hours"
    case .fieldOption: "Option"
    case .fieldOrder: "Order"
    case .fieldOtherContact: "Other contact"
    case .fieldOutcome: "Outcome"
    case .fieldOutcome2: "Outcome"
    case .fieldOwner: "Owner"
    case .fieldPhone: "Phone"
    case .fieldPlace: "Place"
    case .fieldPreferences: "Preferences"
    case .fieldProblemClass: "Problem class"
    case .fieldProblemSolving: "Problem solving"
    case .fieldProductOrService: "Product or service"
    case .fieldProgress: "Progress"
    case .fieldPromised: "Promised"
    case .fieldProposedAs: "Proposed as"
    case .fieldReason: "Reason"
    case .fieldReason2: "Reason"
    case .fieldReason3: "Reason"
    case .fieldReason4: "Reason"
    case .fieldReason5: "Reason"
    case .fieldReason6: "Reason"
    case .fieldReason7: "Reason"
    case .fieldRecord: "Record"
    case .fieldRemedies: "Remedies"
    case .fieldRemedySought: "Remedy sought"
    case .fieldResponsibility: "Responsibility"
    case .fieldRole: "Role"
    case .fieldRootCause: "Root cause"
    case .fieldSafetyAffected: "Safety affected"
    case .fieldScore: "Score"
    case .fieldSeen: "Seen"
    case .fieldSegment: "Segment"
    case .fieldSeverity: "Severity"
    case .fieldSignal: "Signal"
    case .fieldSolved: "Solved"
    case .fieldSource: "Source"
    case .fieldSpecialDays: "Special days"
    case .fieldStatus: "Status"
    case .fieldStep: "Step"
    case .fieldSteps: "Steps"
    case .fieldSuggestion: "Suggestion"
    case .fieldSurvey: "Survey"
    case .fieldTags: "Tags"
    case .fieldTakenFrom: "Taken from"
    case .fieldTimeNeeded: "Time needed"
    case .fieldTimeZone: "Time zone"
    case .fieldTitle: "Title"
    case .fieldTo: "To"
    case .fieldTo2: "To"
    case .fieldTo3: "To"
    case .fieldTransferredTo: "Transferred to"
    case .fieldType: "Type"
    case .fieldUrgency: "Urgency"
    case .fieldValueKept: "Value kept"
    case .fieldVersion: "Version"
    case .fieldWaivedBecause: "Waived because"
    case .fieldWhatCanBeCopied: "What can be copied"
    case .fieldWhatDidNot: "What did not"
    case .fieldWhatWasNoticed: "What was noticed"
    case .fieldWhatWentWell: "What went well"
    case .fieldWhen: "When"
    case .fieldWithdrawn: "Withdrawn"
    case .fieldWithdrawn2: "Withdrawn"
    case .guidedIntakeAsManyLinesAsYou: "{question}: as many lines as you like; an empty line ends it."
    case .guidedIntakeEnterAsksForItA:
      "Enter asks for it · a number changes that line · d keeps a draft · x throws it away"
    case .guidedIntakeEnterLogsItANumber:
      "Enter logs it · a number changes that line · d keeps a draft · x throws it away"
    case .guidedIntakeStillNeeded: "Still needed: {fields}"
    case .guidedIntakeTruncated: " [{truncated}]"
    case .historyAbstract: "Shows every version of a case: who, when, what it replaced."
    case .historyDiscussion:
      """
      Head office knows all versions and is asked where it can be reached. Without it, this device shows its
      own changes and every value that is current or in conflict.
      """
    case .historyHeadOfficeWasNotAsked:
      "Head office was not asked: replaced versions of other devices are missing."
    case .historyLinesClockCorrected: "clock corrected"
    case .historyLinesDeleted: "deleted"
    case .historyLinesDevice: "device "
    case .historyLinesInConflictNotShown: "in conflict, not shown"
    case .historyLinesInConflictShown: "in conflict, shown"
    case .historyLinesReplaced: "replaced"
    case .historyLinesTimeEstimated: "time estimated"
    case .historyLinesTimeNotReliable: "time not reliable"
    case .historyLinesWords: "({words})"
    case .historyOnlyThisField: "Only this field."
    case .historyThereIsNoField: "There is no field “{name}”."
    case .holdAbstract: "Waits for a third party or another department."
    case .holdAndResolveEveryOpenCommitmentWasKept: "Every open commitment was kept."
    case .holdAndResolveHowTheCustomerFeelsNow: "How the customer feels now."
    case .holdAndResolveWhatFor: "What for."
    case .holdAndResolveWhenTheCustomerHearsNext: "When the customer hears next."
    case .holdDiscussion:
      """
      casebook hold 7 --reason "the supplier looks for the parcel" --until "2026-11-23 10:00"

      The customer is told when they hear next. Go on with: casebook execute 7
      """
    case .holdForExampleUntil: "For example: --until \"tomorrow 12:00\""
    case .holdTheNextUpdateLiesInThePast: "The next update would be in the past: {when}."
    case .homeChooseAnotherPlaceWithHome:
      "Choose another place with --home DIR or CASEBOOK_HOME, or ask whoever looks after this computer for the right to write there."
    case .homeSetCasebookHomeOrGive: "Set CASEBOOK_HOME or give --home DIR."
    case .homeTheFolderCannotBeMade: "The folder {path} cannot be made: {why}."
    case .homeThereIsNoHomeFolder: "There is no home folder to keep cases in: HOME is not set."
    case .importAbstract: "Brings in cases from a CSV file or a workbook."
    case .importCasesHadBeenImportedAnd:
      "{count, plural, one {# case had been imported and is safe} other {# cases had been imported and are safe}}; run the import again to go on from there."
    case .importColumnsComma: ", "
    case .importColumnsHas: "{name} has {problems}"
    case .importColumnsIsEmpty: "{name} is empty"
    case .importColumnsItsColumnsAre: "its columns are: {names}"
    case .importColumnsLineOfTheMap: " (line {line} of the map)"
    case .importColumnsMoreThanOneColumn: "more than one column “{name}”{line}"
    case .importColumnsNoColumn: "no column “{name}”{line}"
    case .importColumnsTheHeaderOfIsNot: "the header of {name} is not in the encoding {encoding}"
    case .importColumnsTheHeaderOfLineCannot: "the header of {name} (line {line}) cannot be read: {reason}"
    case .importDiscussion:
      """
      casebook import cases.csv --map map.yaml --dry-run
      casebook import cases.csv --map map.yaml
      casebook import council.csv --map council.yaml --only account=NYCC34
      casebook import cases.xlsx --map map.yaml --sheet "March"

      The map (YAML) says which column becomes which field. Importing a file again changes nothing: rows are
      told apart by the map's key. Rows that cannot be used are listed with their line, the others go on. A damaged
      workbook is refused as a whole.
      """
    case .importForExampleOnlyAccountNycc34: "For example: --only account=NYCC34"
    case .importImporting: "Importing"
    case .importMapFileStandardMap: "(standard map)"
    case .importMapLine: "line {line}: {text}"
    case .importMapYAMLANoteHasNoText: "a note has no “text”: the column that it is made of"
    case .importMapYAMLColumnHasAListWithin: "column “{name}” has a list within a list"
    case .importMapYAMLColumnHasNoField: "column “{name}” has no “field”"
    case .importMapYAMLDateAndValuesCannotStand: "“date” and “values” cannot stand together"
    case .importMapYAMLDateFormatCannotBeUsed:
      "date format “{format}” cannot be used: write it like yyyy-MM-dd HH:mm:ss or M/d/yyyy h:mm a"
    case .importMapYAMLDelimiterMustBeOneCharacter: "“delimiter” must be one character, or tab"
    case .importMapYAMLFieldIsFilledAlreadyIn:
      "field “{field}” is filled already in line {line}; “fields:” with “join:” puts columns together"
    case .importMapYAMLHasNoJoinTheColumns: "“{field}” has no “join”: the columns that it is made of"
    case .importMapYAMLIsNotAnOffsetLike: "“{name}” is not an offset like +08:00"
    case .importMapYAMLKeyIsMissingTheColumn: "“key” is missing: the column that tells rows apart"
    case .importMapYAMLMustBeAListOf: "“{place}” must be a list of “name: value”"
    case .importMapYAMLNoColumnIsMapped: "no column is mapped"
    case .importMapYAMLNotValidYaml: "not valid YAML: {problem}"
    case .importMapYAMLNotValidYaml2: "not valid YAML"
    case .importMapYAMLOneValueIsExpectedHere: "one value is expected here, not a list"
    case .importMapYAMLSourceIsMissingAName: "“source” is missing: a name for the origin"
    case .importMapYAMLSplitIsForSetsAnd: "“split” is for sets, and “{field}” holds one value"
    case .importMapYAMLTheMapIsEmptyIt: "the map is empty: it needs source, key and columns"
    case .importMapYAMLThereIsNoField: "there is no field “{field}”"
    case .importMapYAMLUnknownEncodingAutoUtf8: "unknown encoding “{name}”: auto, utf-8 or gb18030"
    case .importMapYAMLUnknownKeyPossibleHere: "unknown key “{name}”; possible here: {allowed}"
    case .importMapYAMLWrittenTwice: "written twice: {list}"
    case .importNothingWasImported: "Nothing was imported."
    case .importOnlyNeedsAColumnAnd: "--only needs a column and a value."
    case .importOnlyRowsWithThisValue: "Only rows with this value in a column."
    case .importReaderColumnHasBytesThatAre: "column “{header}” has bytes that are not {name}"
    case .importReaderInColumnIsNotA: "“{shown}” in column “{column}” is not a date of the form {formats}"
    case .importReaderTheKeyColumnIsEmpty: "the key column “{name}” is empty"
    case .importReaderTheKeyStandsInLine: "the key “{key}” stands in line {first} already"
    case .importReaderTheRowHasColumnsThe:
      "the row has {row, plural, one {# column} other {# columns}}, the header has {header, number}"
    case .importReportLine: "line {line}: "
    case .importReportMoreRejectedRowsJsonLists:
      "{count, plural, one {# more rejected row} other {# more rejected rows}}; --json lists all."
    case .importReportNothingWasSaved: "Nothing was saved."
    case .importReportRowsReadImportedHereAlready:
      "{read, plural, one {# row} other {# rows}} read: {imported, number} imported, {unchanged, number} here already, {count, number} rejected"
    case .importReportRowsReadWouldBeImported:
      "{read, plural, one {# row} other {# rows}} read: {imported, number} would be imported, {unchanged, number} here already, {count, number} rejected"
    case .importReportWithNotes: "with {notes, plural, one {# note} other {# notes}}"
    case .importSaysWhatWouldHappenAnd: "Says what would happen and saves nothing."
    case .importTheCsvFileOrWorkbook: "The CSV file or workbook (.xlsx); - reads standard input."
    case .importTheMapCannotBeUsed: "The map {map} cannot be used:\n{message}"
    case .importTheMapFromColumnsTo: "The map from columns to fields (YAML)."
    case .importTheMapIsNotUtf: "The map {map} is not UTF-8."
    case .importTheRowHasBytesAt: "the row has {size, number} bytes, at most {largestRow, number} fit"
    case .importTheSheetOfAWorkbook: "The sheet of a workbook; without it, the first."
    case .initAbstract: "Sets up this computer for a branch; works at once, with no network."
    case .initCodeOfTheBranch: "Code of the branch: 2 to 12 letters and digits."
    case .initData: "Data"
    case .initDeviceTag: "Device tag"
    case .initDiscussion:
      """
      casebook init --branch SH01
      casebook init --branch SH01 --name "front desk" --author "Li Na"

      The branch's code begins every case number. Joining a head office comes later: casebook enrol.
      """
    case .initFirstNumber: "First number"
    case .initForASecondOneChoose: "For a second one, choose another folder with --home DIR."
    case .initForExampleBranchSh01: "For example: --branch SH01"
    case .initNameNeedsANameOf: "--name needs a name of one line."
    case .initNextCasebookNewChannelPhone:
      """
      Next: casebook new --channel phone --narrative "What the customer said"
      When head office has given you a code: casebook enrol URL CODE
      """
    case .initNobodyIsNamedAsThe:
      "Nobody is named as the author: give --author NAME with every command that writes."
    case .initThereIsACasebookHere:
      "There is a Casebook here already, of branch {branch}: {path}. Nothing was changed."
    case .initThereIsACasebookHereAlready: "There is a Casebook here already: {path}. Nothing was changed."
    case .initWhatThisComputerIsCalled: "What this computer is called in lists (default: its host name)."
    case .intakeAdviceANumberOpensItAnd:
      "A number opens it · = and a number links this one to it as its duplicate · Enter goes on"
    case .intakeAdviceItMayHaveBeenLogged: "It may have been logged already:"
    case .intakeAdviceLinkedOnceLoggedCloseIt:
      "Linked. Once logged, close it with: casebook withdraw @last --as duplicate --of {number}"
    case .intakeAdviceNearlyTheSameWords: "nearly the same words ({percent} %)"
    case .intakeAdvicePerhapsLoggedAlready: "  Perhaps logged already"
    case .intakeAdviceSameContactDaysAgo: "same contact, {days} days ago"
    case .intakeAdviceSameOrder: "same order {order}"
    case .intakeAdviceSay: "Say ({head}): "
    case .intakeAdviceSimilarCases: "  Similar cases"
    case .intakeAdviceSolvedBy: "Solved by: "
    case .intakeQuestionClassification: "Classification"
    case .intakeQuestionCustomerAndSayingItBack: "Customer, and saying it back"
    case .intakeQuestionFactsAndFeelingsAreTwo: "Facts and feelings are two needs. Feelings first."
    case .intakeQuestionFactsOnlyWhatWhichOrder: "Facts only: what, which order, when, where."
    case .intakeQuestionLetThemFinishAskOpenly:
      "Let them finish. Ask openly, do not interrupt, write down their own words."
    case .intakeQuestionListen: "Listen"
    case .intakeQuestionMood: "Mood"
    case .intakeQuestionNeedsAndMood: "Needs and mood"
    case .intakeQuestionSaidBack: "Said back"
    case .intakeQuestionSayItBackInYour: "Say it back in your own words, and ask whether it is right."
    case .intakeQuestionWhatWasHopedFor: "What was hoped for"
    case .intakeQuestionWhatWasPromisedAndWhat: "What was promised, and what would put it right?"
    case .intakeQuestionYesOrNo: "Yes or no"
    case .intakeQuestionYourFirstImpressionItCan: "Your first impression: it can be changed later."
    case .intakeRunningCouldBeSeveralDrafts: "“{typed}” could be several drafts:"
    case .intakeRunningDraftsAreWaitingCasebookDrafts: "{waiting} drafts are waiting: casebook drafts"
    case .intakeRunningGiveMoreOfTheId: "Give more of the id."
    case .intakeRunningGoOnThere: "Go on there."
    case .intakeRunningMakeRoomOrCheckThe: "Make room or check the folder, then: casebook drafts"
    case .intakeRunningNothingWasLoggedOrKept: "Nothing was logged or kept."
    case .intakeRunningSomebodyIsTypingThatDraft: "Somebody is typing that draft in another window."
    case .intakeRunningThatDraftIsNoLonger: "That draft is no longer there."
    case .intakeRunningThatDraftWasLoggedAlready:
      "That draft was logged already, as {number}. The draft is gone now."
    case .intakeRunningTheDraftCannotBeWritten:
      "The draft {path} cannot be written: {why}. What was typed last is not kept."
    case .intakeRunningThereIsNoDraftHere: "There is no draft “{typed}” here."
    case .intakeRunningWasTakenFor: "{field}: “{typed}” was taken for {date}."
    case .intakeRunningWhatComesNextCasebookNext: "What comes next: casebook next @last"
    case .intakeScreen1281285012812: "128, 128.50, ¥128, 12.34 USD"
    case .intakeScreen20261122202611:
      "2026-11-22, 2026-11-22 15:30, yesterday 3pm, 2 hours ago, last friday, nov 20"
    case .intakeScreenANewComplaint: "A new complaint"
    case .intakeScreenANumberANameOr:
      "A number, a name or the beginning of it; several with spaces between where that makes sense."
    case .intakeScreenAnyNumberSpacesAndDashes: "Any number; spaces and dashes do not matter."
    case .intakeScreenDraftBegun: "Draft {name}, begun {when}"
    case .intakeScreenEnterSkipsAQuestionShows:
      "Enter skips a question, ? shows what can be said, < goes back, . or Ctrl-D stops. Ctrl-C is safe: what was typed stays as a draft."
    case .intakeScreenId: "Id"
    case .intakeScreenInTheCustomersWordsOr: "In the customer's words, or leave it out with Enter."
    case .intakeScreenKeptAsADraftTo: "Kept as a draft. To go on: casebook new --draft {name}"
    case .intakeScreenShown: "→ {shown}"
    case .intakeScreenSoFar: "So far"
    case .intakeScreenTakenForToChangeIt: "→ taken for {shown} (< to change it)"
    case .lineDiffLinesUnchangedLines: "… {count, plural, one {# unchanged line} other {# unchanged lines}}"
    case .listAbstract: "Lists cases, the newest first."
    case .listAPhoneNumberHoweverIt: "A phone number, however it is written."
    case .listAtMostSoMany0: "At most so many; 0: all."
    case .listCodeOfABranch: "Code of a branch."
    case .listDiscussion:
      """
      Every filter narrows the list; terms may be given by id or label, whole or shortened.

        casebook list --status received --severity severe
        casebook list --phone "138 0013 8000" --since yesterday
        casebook list --conflicted
        casebook list --overdue
      """
    case .listHasNoDigits: "“{phone}” has no digits."
    case .listIdOfACustomer: "Id of a customer."
    case .listIsNotTheCodeOf: "“{branch}” is not the code of a branch."
    case .listLimitNeedsANumberOf: "--limit needs a number of 0 or more."
    case .listLoggedThenOrLater2026: "Logged then or later: 2026-11-22, yesterday."
    case .listNoCaseFits: "No case fits."
    case .listOnlyCasesWithAnOpen: "Only cases with an open conflict."
    case .listOnlyOpenCasesThatAre: "Only open cases that are late with something."
    case .listProblemClass: "Problem class."
    case .listSeverity: "Severity."
    case .listTheNewestAreShownLimit: "The newest {limit, number} are shown; --limit 0 shows all."
    case .listTypeOfComplaint: "Type of complaint."
    case .listWhereItStandsInIts: "Where it stands in its loop."
    case .listWhoHandlesIt: "Who handles it."
    case .loopStepAccept: "Accept"
    case .loopStepArchive: "Archive"
    case .loopStepAssess: "Assess"
    case .loopStepCallBack: "Call back"
    case .loopStepCloseEarly: "Close early"
    case .loopStepExecute: "Execute"
    case .loopStepPropose: "Propose"
    case .loopStepPutOnHold: "Put on hold"
    case .loopStepReopen: "Reopen"
    case .loopStepResolve: "Resolve"
    case .needAbstract: "Notes what the customer wants, in their words."
    case .needDiscussion:
      """
      casebook need 7 emotional "He wants to be taken seriously"
      casebook need 7 fact "The soup was spoilt"
      """
    case .newAbstract: "Logs a complaint and prints its number."
    case .newACaseNeedsIts: "A case needs its {names}."
    case .newAnd: " and "
    case .newDiscussion:
      """
      casebook new --channel phone --narrative "The soup was cold"
      casebook new --channel in_store --severity moderate --type service --tag vip -F letter.txt
      pbpaste | casebook new --channel email -F - --customer "Wang Fang" --phone 13800138000

      Everything but channel and narrative can be filled in later with: casebook edit
      At a terminal and with no options it asks, step by step; what was typed is kept as a draft
      (casebook drafts) until it is logged. --signal ID makes a case of a signal (casebook signal).
      """
    case .newForExampleCasebookNewChannel:
      "For example: casebook new --channel phone --narrative \"What the customer said\""
    case .newGiveDraftOrSignalNot: "Give --draft or --signal, not both."
    case .newGoesOnWithADraft: "Goes on with a draft, or logs it (casebook drafts)."
    case .newLoggedToSeeItCasebook: "Logged. To see it: casebook show @last"
    case .newsAbstract: "Lists what others changed, sent or settled since it was last looked at."
    case .newsChanged: "changed"
    case .newsConflictNeedsADecision: "conflict: needs a decision"
    case .newsConflictSettled: "conflict settled"
    case .newsDiscussion: "What is listed counts as seen afterwards; --keep leaves it as new."
    case .newsDoNotMarkAsSeen: "Do not mark as seen."
    case .newsErasedDataWasLeftOut: "erased data was left out of a change"
    case .newsLabelKept: "{label}: {kept}"
    case .newsNewCase: "new case"
    case .newsNot: "{label}: {kept}, not {lost}"
    case .newsNothingNew: "Nothing new."
    case .newsNotTakenByHeadOffice: "not taken by head office: casebook quarantine list"
    case .newsSettledThisBranchsValueWas: "settled: this branch's value was not kept"
    case .newsTransferredToAnotherBranch: "transferred to another branch"
    case .nextAbstract: "What to do now with a case, why, and until when."
    case .nextActions: "Actions"
    case .nextBeforeThatItNeeds: "Before that it needs:"
    case .nextBy: "{clock}: by {when}"
    case .nextColon: ":"
    case .nextCommitments: "Commitments"
    case .nextLateBy: "late by {left}"
    case .nextLeft: "{left} left"
    case .nextNothingIsLeftToDo:
      "Nothing is left to do. To take it up again: casebook reopen {number} --reason …"
    case .nextNow: "Now: "
    case .nextOptions: "Options"
    case .nextPhrasesToSay: "To say:"
    case .noteAbstract: "Adds a note to a case, or strikes one out."
    case .noteANoteNeedsACase: "A note needs a case and a text."
    case .noteCasebookShowCaseListsThe: "casebook show CASE lists the notes of a case with their ids."
    case .noteCouldBeSeveralNotes: "“{id}” could be several notes:"
    case .noteDiscussion:
      """
      casebook note 7 "Called back, no answer"
      casebook note 7 - < transcript.txt
      casebook note --withdraw 019ab3c4 --reason "wrong case"

      A note is never changed or removed: one that is wrong is struck out and stays readable.
      """
    case .noteForExampleCasebookNoteCalled: "For example: casebook note {reference} \"Called back\""
    case .noteGiveMoreOfTheId: "Give more of the id."
    case .noteNotedOn: "Noted on {number}."
    case .noteReasonGoesWithWithdraw: "--reason goes with --withdraw."
    case .noteSayWhyReasonText: "Say why: --reason TEXT"
    case .noteStrikesOutTheNoteWith: "Strikes out the note with this id or beginning of one."
    case .noteTheNoteIsEmpty: "The note is empty."
    case .noteTheNoteOnIsStruck: "The note on {number} is struck out."
    case .noteTheNoteOnWasStruck: "The note on {number} was struck out before."
    case .noteTheNoteReadsStandardInput: "The note; - reads standard input."
    case .noteTheReasonStaysInThe: "The reason stays in the case's timeline."
    case .noteThereIsNoNoteHere: "There is no note “{id}” here."
    case .noteWhyItIsStruckOut: "Why it is struck out."
    case .noteWithdrawTakesNoTextSay: "--withdraw takes no text; say why with --reason."
    case .outcomeReadingCalledBackBySomebodyElse: "Called back by somebody else"
    case .outcomeReadingCalledBackByTheHandler: "Called back by the handler"
    case .outcomeReadingNotCalledBack: "Not called back"
    case .phraseAbstract: "Phrases to say or write to customers, for every stage."
    case .phraseAddAbstract: "Publishes a new phrase to all branches (head office)."
    case .phraseAddDiscussion:
      """
      casebook phrase add en_rain --stage greeting --language en --channel in_store \\
        --text "Good day, come in out of the rain."

      Put in braces what only the case knows: '{'name'}', '{'time'}'. Branches have it after their next sync.
      """
    case .phraseCouldBeMoreThanOne: "“{typed}” could be more than one {what}:"
    case .phraseDiscussion:
      """
      casebook phrase list --stage empathy --emotion angry
      casebook phrase find refund approval --channel phone
      casebook phrase show en_proposal_two

      Head office adds and changes them for all branches:

      casebook phrase add en_rain --stage greeting --language en --text "Come in out of the rain."
      casebook phrase edit en_thanks --text "Thank you, '{'customer'}'."
      casebook phrase retire en_rain
      """
    case .phraseEditAbstract: "Changes a phrase for all branches (head office)."
    case .phraseEditDiscussion:
      """
      casebook phrase edit en_thanks --text "Thank you, '{'customer'}'."
      casebook phrase edit en_thanks --channel phone --segment=-vip
      """
    case .phraseFindAbstract: "Finds phrases in which every word stands."
    case .phraseFindDiscussion: "casebook phrase find voucher --stage proposal"
    case .phraseFor: "For"
    case .phraseFor2: "For: "
    case .phraseGiveMoreOfTheId: "Give more of the id."
    case .phraseListAbstract: "Lists phrases, the most fitting first."
    case .phraseListDiscussion: "casebook phrase list --stage call_back --segment elderly"
    case .phraseNoPhraseFits: "No phrase fits."
    case .phrasePhrase: "phrase"
    case .phraseRetireAbstract: "Takes a phrase out of use in all branches (head office)."
    case .phraseRetireDiscussion: "casebook phrase retire en_rain\ncasebook phrase retire en_rain --undo"
    case .phraseRetiredNoLongerOffered: "Retired: no longer offered"
    case .phraseSee: "See: {list}"
    case .phraseSegmentOfTheCustomerSeveral: "Segment of the customer; several times for several."
    case .phraseShowAbstract: "Shows a phrase whole."
    case .phraseShowDiscussion: "casebook phrase show en_apology"
    case .phraseTheCustomersMood: "The customer's mood."
    case .phraseThereIsNo: "There is no {what} “{typed}”."
    case .phraseToFillIn: "To fill in: "
    case .phraseToSeeOneWholeCasebook: "To see one whole: casebook phrase show ID"
    case .phraseWritingAChannelItIsFor: "A channel it is for; -T removes one. None: for all."
    case .phraseWritingAMoodItIsFor: "A mood it is for."
    case .phraseWritingAnotherStage: "Another stage."
    case .phraseWritingASegmentItIsFor: "A segment it is for."
    case .phraseWritingCannotBeAnId: "“{typed}” cannot be an id."
    case .phraseWritingIsSavedBranchesHaveIt: "{key} is saved; branches have it after the next sync."
    case .phraseWritingMayNotBeEmpty: "--{id} may not be empty."
    case .phraseWritingNothingWasToBeChanged: "Nothing was to be changed."
    case .phraseWritingOtherWords: "Other words."
    case .phraseWritingSayWhatIsToChange: "Say what is to change: --text, --stage, --channel …"
    case .phraseWritingThePhraseIsEmpty: "The phrase is empty."
    case .phraseWritingThereIsAAlready: "There is a “{key}” already."
    case .phraseWritingTheWords: "The words."
    case .phraseWritingToChangeItCasebookEdit: "To change it: casebook {command} edit {key}"
    case .phraseWritingToTakeThePhraseAway: "To take the phrase away: casebook phrase retire ID"
    case .phraseWritingUseUpTo64Of: "Use up to 64 of a–z, 0–9, _ and -, a letter first: en_rain"
    case .policyAbstract: "Who may spend how much, and by when things are due."
    case .policyADeadlineSeveral: "A deadline (several)."
    case .policyALimitSeveral: "A limit (several)."
    case .policyAnotherVersion0IsThe: "Another version; 0 is the built-in one."
    case .policyAVersionCannotBeginIn: "A version cannot begin in the past."
    case .policyBuiltIn: "(built in)"
    case .policyCasebookPolicyListShowsThem: "casebook policy list shows them."
    case .policyCasebookPolicySetHelpShows: "casebook policy set --help shows examples."
    case .policyCasesThatAreLoggedAlready:
      "Cases that are logged already are held to what was in force when they were logged."
    case .policyClockDoesNotRun: "–"
    case .policyDeadline: "Deadline"
    case .policyDiscussion:
      """
      casebook policy show
      casebook policy list

      Head office lays down another version for all branches; what was logged before is held to the one before:

      casebook policy set --limit duty_manager/moderate=2000 --term resolve/minor=2h \\
        --from 2026-12-01 --note "Christmas"
      """
    case .policyFromWhen: "From when?"
    case .policyInForceForCasesLogged: "In force for cases logged from then on; now."
    case .policyIsNoAmount: "“{typed}” is no amount."
    case .policyIsNoRoleThatSpends: "“{typed}” is no role that spends."
    case .policyIsNoTime: "“{typed}” is no time."
    case .policyLimit: "Limit"
    case .policyListAbstract: "Lists the versions."
    case .policyNeedsApproval: "needs approval"
    case .policySayWhatIsToChange: "Say what is to change: --limit or --term."
    case .policySetAbstract: "Lays down another version for all branches (head office)."
    case .policySetDiscussion:
      """
      casebook policy set --limit duty_manager/moderate=2000 --limit branch_staff/severe=none
      casebook policy set --term resolve/minor=2h --term review="2 working days" --term follow_up_30/severe=off
      casebook policy set --term progress_report/severe=120 --from 2026-12-01 --note "Christmas"

      A limit is WHO/SEVERITY=AMOUNT, none (somebody else approves) or unlimited; a deadline is
      CLOCK/SEVERITY=TIME: minutes, 2h, 3 days, eod (until the branch closes), 3wd (working days), off.
      Without a severity it is all three. Cases logged before --from are held to the version before.
      """
    case .policyShowAbstract: "Shows what holds now, or one version."
    case .policyShowDiscussion: "casebook policy show\ncasebook policy show --version 2"
    case .policyTheBuiltInPolicy: "The built-in policy"
    case .policyThereIsNoSeverity: "There is no severity “{typed}”."
    case .policyThereIsNoVersionOf: "There is no version {version} of the policy."
    case .policyTheSameAsBefore: "The same as before."
    case .policyUnlimited: "unlimited"
    case .policyVersionHoldsLater: "Version {version} holds from {when}."
    case .policyVersionInForceFrom: "Version {version}, in force from {when}"
    case .policyVersionIsSavedInForce:
      "Version {version} is saved, in force from {when}; branches have it after the next sync."
    case .policyWriteWhatSeverityValue: "Write WHAT/SEVERITY=VALUE."
    case .progressAboutLeft: "{label}: {counts}, about {left} left"
    case .progressAbstract: "Records what the customer was told on the way."
    case .progressDiscussion: "casebook progress 7 \"The part arrives tomorrow at ten\" --how phone"
    case .progressDoneIn: "{label}: {done, number} done in {time}"
    case .progressHMin: "{hours, number} h {rest, number} min"
    case .progressLabelCounts: "{label}: {counts}"
    case .progressLabelDone: "{label}: {done, number}"
    case .progressS: "{seconds, number} s"
    case .proposeAbstract: "Puts an option to the customer."
    case .proposeARemedyWithItsAmount: "A remedy, with its amount where it costs something (several)."
    case .proposeCasebookProposeHelpShowsAn: "casebook propose --help shows an example."
    case .proposeChangesTheOptionWithThis: "Changes the option with this place."
    case .proposeDiscussion:
      """
      casebook propose 7 --title "New dish and a voucher" --remedy redo --remedy voucher:50 \\
        --steps "Kitchen cooks it anew; manager brings it" --time "20 min" --pros "At once" \\
        --cons "Has to wait again" --guarantee "Manager tastes first; else the manager cooks it anew"
      casebook propose 7 --change 1 --cons "Has to wait 20 minutes"
      casebook propose 7 --drop 2

      One or two options at a time, each with all of that. What is beyond your authority waits for approval:
      casebook approvals. A change after an approval or a consent undoes it.
      """
    case .proposeDropStandsAlone: "--drop stands alone."
    case .proposeForExampleRemedyVoucher50: "For example: --remedy voucher:50"
    case .proposeHowLongItTakes: "How long it takes."
    case .proposeItsName: "Its name."
    case .proposePromisesNothingThatCouldBe:
      "“{found}” promises nothing that could be kept. Nothing was saved."
    case .proposeSayWhatIsProposed: "Say what is proposed."
    case .proposeTakesBackTheOptionWith: "Takes back the option with this place."
    case .proposeThatAmountCannotBeRead: "“{typed}”: that amount cannot be read."
    case .proposeWhatIsDone: "What is done."
    case .proposeWhatMakesSureOfIt: "What makes sure of it."
    case .proposeWhatSpeaksAgainstIt: "What speaks against it."
    case .proposeWhatSpeaksForIt: "What speaks for it."
    case .qualityAbstract: "Quality control: random samples, scores, coaching."
    case .qualityAnyWordsTheyDecideWhich: "Any words; they decide which are drawn."
    case .qualityAttitude1To5: "Attitude, 1 to 5."
    case .qualityAverage: "Average: "
    case .qualityBy: "By"
    case .qualityDiscussion:
      """
      casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november
      casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3 --outcome coaching --note "…"
      casebook qc list --period 2026-11
      """
    case .qualityExpression1To5: "Expression, 1 to 5."
    case .qualityForExample2026112026: "For example: 2026-11, 2026-W47, last month, 2026-11-01..2026-11-15"
    case .qualityHowMany: "How many."
    case .qualityIsNoPeriod: "“{period}” is no period."
    case .qualityListAbstract: "Lists scores, with averages and coaching notes."
    case .qualityListDiscussion:
      "casebook qc list --period 2026-11\ncasebook qc list --branch SH01 --handler \"Li Na\""
    case .qualityLoggedInThatTime2026:
      "Logged in that time: 2026-11, 2026-W47, 2026-Q4, last month, DAY..DAY."
    case .qualityNoHandledCaseWasLogged: "No handled case was logged in that time but your own."
    case .qualityNothingWasScoredInThat: "Nothing was scored in that time."
    case .qualityNTakes1To10: "-n takes 1 to 10,000."
    case .qualityOfCasesToSeedTo:
      "{count, number} of {population, plural, one {# case} other {# cases}}, {first} to {last}, seed “{seed}”. To score one: casebook qc score CASE …"
    case .qualityOfOneWhoHandles: "Of one who handles."
    case .qualityPraiseOrCoaching: "praise or coaching."
    case .qualityProblemSolving1To5: "Problem solving, 1 to 5."
    case .qualitySampleAbstract: "Draws cases at random, never your own."
    case .qualitySampleDiscussion:
      """
      casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november

      The same seed draws the same cases again, from the same cases. Cases are drawn that are resolved or
      closed; those that you logged, handle or took part in are left out.
      """
    case .qualityScoreAbstract: "Scores how a case was handled."
    case .qualityScored: "scored"
    case .qualityScoreDiscussion:
      """
      casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3
      casebook qc score 7 --expression 2 --problem-solving 4 --attitude 2 --outcome coaching \\
        --note "Let the customer finish before explaining."

      1 is poor, 3 acceptable, 5 excellent. What comes of it is praise or coaching; the note is for whoever
      handled the case. Duty managers, auditors and head office score; nobody scores their own cases.
      """
    case .qualityWhatToKeepWhatTo: "What to keep, what to do better."
    case .quarantineAbstract: "Shows changes that head office could not take, and says what to do with them."
    case .quarantineChangeIsNotInQuarantine: "Change {number} is not in quarantine."
    case .quarantineChangesAreJudgedAgainAt:
      "{count, plural, one {# change is judged} other {# changes are judged}} again at the next sync."
    case .quarantineChangesDroppedHeadOfficeHears:
      "{count, plural, one {# change} other {# changes}} dropped; head office hears of it at the next sync."
    case .quarantineDiscardAbstract: "Drops changes for good, here and at head office."
    case .quarantineDiscussion:
      """
      casebook quarantine list
      casebook quarantine show 12
      casebook quarantine retry 12
      casebook quarantine discard 12

      They are kept whole, here and at head office, and stay visible in their cases. Changes that go together
      are retried or dropped together; it happens at the next sync.
      """
    case .quarantineHeadOfficeLacksWhatItNames: "head office lacks a version that it builds on"
    case .quarantineHeadOfficesProgramIsOlder: "head office's program is older"
    case .quarantineItCannotBeRead: "it cannot be read"
    case .quarantineItIsTooLarge: "it is too large"
    case .quarantineItsNumber: "Its number, as the list shows it."
    case .quarantineListAbstract: "Lists the changes in quarantine."
    case .quarantineNothingIsInQuarantine: "Nothing is in quarantine."
    case .quarantineRetryAbstract: "Has changes judged again at the next sync; without a number, all."
    case .quarantineSeeCasebookQuarantineList: "See: casebook quarantine list"
    case .quarantineShowAbstract: "Shows a change in quarantine whole."
    case .quarantineTheirNumbers: "Their numbers, as the list shows them."
    case .quarantineTheRecordIsOfAnother: "the record is of another kind or case"
    case .quarantineThereIsNoSuchBranch: "there is no such branch"
    case .quarantineThisDeviceMayNotDo: "this device may not do that"
    case .quarantineToBeDropped: "to be dropped"
    case .quarantineToBeRetried: "to be retried"
    case .quarantineWaitsForAnEarlierOne: "waits for an earlier one of the same case"
    case .recordKindsApproval: "Approval"
    case .recordKindsCalendar: "Calendar"
    case .recordKindsCommitment: "Commitment"
    case .recordKindsConsent: "Consent"
    case .recordKindsDecision: "Decision"
    case .recordKindsDeletion: "Deletion"
    case .recordKindsEmergencyPlan: "Emergency plan"
    case .recordKindsErasure: "Erasure"
    case .recordKindsEscalation: "Escalation"
    case .recordKindsNote: "Note"
    case .recordKindsPhrase: "Phrase"
    case .recordKindsPolicy: "Policy"
    case .recordKindsQualityScore: "Quality score"
    case .recordKindsRestoration: "Restoration"
    case .recordKindsSurveyAnswer: "Survey answer"
    case .recordKindsTransfer: "Transfer"
    case .recordKindsWordingRule: "Wording rule"
    case .refusalsConflictShowListsThem: "conflict show lists them."
    case .refusalsHasBeenDeleted: "{number} has been deleted."
    case .refusalsIsNoneOfTheVersions: "{dot} is none of the versions in conflict."
    case .refusalsIsNotDeleted: "{number} is not deleted."
    case .refusalsIsYourOwnCaseSomebody: "{number} is your own case: somebody else scores it."
    case .refusalsItTakesOneOfThese: "It takes one of these roles: {roles}."
    case .refusalsLeaveItToOneOf:
      "Another value can be entered. To settle it takes one of these roles: {roles}. See casebook conflict list"
    case .refusalsLookAtItAgainCasebook: "Look at it again: casebook conflict show {current}"
    case .refusalsLookAtItAgainWith: "Look at it again with show, then edit once more."
    case .refusalsSeeWhatWasDecidedWith: "See what was decided with history."
    case .refusalsTheCaseBelongsToAlready: "The case belongs to {branch} already."
    case .refusalsTheCaseHasChangedIts:
      "The case has changed: its version is now {current}. Nothing was saved."
    case .refusalsTheConflictHasBeenSettled: "The conflict has been settled meanwhile. Nothing was decided."
    case .refusalsTheConflictHasChangedSince:
      "The conflict has changed since it was shown: it is now {current}. Nothing was decided."
    case .refusalsThatWouldSettleAConflict:
      "Two values stand against each other here, and this would leave one of them: that settles the conflict, which this device's role ({role}) may not do."
    case .refusalsThisDevicesRoleDoesNot: "This device's role ({role}) does not allow it."
    case .refusalsToBringItBackRun: "To bring it back, run: casebook restore {number}"
    case .reopenAbstract: "Takes a closed case up again."
    case .reopenDiscussion: "casebook reopen 7 --reason \"the noise is back\""
    case .reportAbstract: "Counts cases: what comes in, how it is handled, what repeats."
    case .reportAxisBy: "By"
    case .reportAxisDay: "Day"
    case .reportAxisMonth: "Month"
    case .reportAxisNotSet: "(not set)"
    case .reportAxisWeekFrom: "Week from"
    case .reportAxisYear: "Year"
    case .reportBranchesAbstract: "Branches side by side."
    case .reportBranchesBranches: "Branches"
    case .reportBranchesCompensation: "Compensation"
    case .reportBranchesDiscussion:
      """
      casebook report branches --since 2026-01-01
      casebook report branches --by handler

      In time: the share of resolution deadlines that were kept. A branch's own device holds its own cases
      alone; head office's holds all.
      """
    case .reportBranchesEscalated: "Escalated"
    case .reportBranchesInTime: "In time"
    case .reportBranchesReopened: "Reopened"
    case .reportBranchesRepeats: "Repeats"
    case .reportBranchesSideBySide: "Side by side"
    case .reportCausesAbstract: "What complaints come from."
    case .reportCausesDiscussion:
      """
      casebook report causes
      casebook report causes --by branch,class,cause,month --csv > causes.csv

      The root cause is that of the review, where there was one.
      """
    case .reportCompensationAbstract: "What the options cost that customers chose."
    case .reportCompensationCompensation: "Compensation"
    case .reportCompensationCostByGroup: "Cost by group"
    case .reportCompensationCurrency: "Currency"
    case .reportCompensationDiscussion:
      """
      casebook report compensation --since 2026-01-01
      casebook report compensation --by branch,class --csv > costs.csv

      Counted is the option that the customer agreed to last. Amounts are whole minor units (cents, fen) and
      are added up as such, each currency for itself. Amounts in JSON and CSV are minor units.
      """
    case .reportCompensationLargest: "Largest"
    case .reportCompensationTotal: "Total"
    case .reportDiscussion:
      """
      casebook report overview --since 2026-01-01
      casebook report causes --by branch,class,month --csv > causes.csv
      casebook report timeliness --by severity
      casebook report spikes --since 2026-09-01 --json

      All from this device's own data, with no network. --by takes: branch, class, type, severity,
      channel, product, source, responsibility, cause, root_cause, handler, status, emotion, day,
      week, month, year.
      """
    case .reportOptionsAtMostSoManyRows: "At most so many rows a part; 0: all."
    case .reportOptionsByNeedsOneToFive: "--by needs one to five different axes."
    case .reportOptionsCasesLoggedOnThatDay: "Cases logged on that day or later."
    case .reportOptionsCasesLoggedOnThatDayOr: "Cases logged on that day or earlier."
    case .reportOptionsEitherJsonOrCsvNot: "Either --json or --csv, not both."
    case .reportOptionsOnlyThisPartOfThe: "Only this part of the report."
    case .reportOptionsPrintTheFirstPartAs: "Print the first part as CSV."
    case .reportOptionsReportsDoNotCountBy: "Reports do not count by “{typed}”."
    case .reportOptionsSinceLiesAfterUntil: "--since lies after --until."
    case .reportOptionsTheyCountBy: "They count by: {all}"
    case .reportOptionsWhatToCountBySeveral: "What to count by; several joined by commas: branch,class,month."
    case .reportOverviewAbstract: "How many cases, of what kind, and how many are open."
    case .reportOverviewBy: "By {axes}"
    case .reportOverviewCauses: "Causes"
    case .reportOverviewDiscussion:
      """
      casebook report overview
      casebook report overview --by branch,class --since 2026-01-01
      """
    case .reportOverviewEscalationsByEmotion: "Escalations by emotion"
    case .reportOverviewOverview: "Overview"
    case .reportPrintingAllDays: "all days"
    case .reportPrintingItHas: "It has: {ids}"
    case .reportPrintingMoreLimit0ShowsAll: "… {hidden} more: --limit 0 shows all"
    case .reportPrintingNameDays: "{name}: {days}"
    case .reportPrintingSince: "since {day}"
    case .reportPrintingThereIsNothingToReport: "There is nothing to report."
    case .reportPrintingTheReportHasNoPart: "The report has no part “{wanted}”."
    case .reportPrintingUntil: "until {day}"
    case .reportRepeatAbstract: "Who complained again, and what had to be reopened."
    case .reportRepeatComplaints: "Repeat complaints"
    case .reportRepeatComplaintsAndReopenings: "Repeat complaints and reopenings"
    case .reportRepeatCustomerKnown: "Customer known"
    case .reportRepeatDiscussion:
      """
      casebook report repeat
      casebook report repeat --by branch,month

      A repeat: the same customer (customer id, or phone number however it was written) had complained at
      most 30 days before. The share is of the cases whose customer can be told. Cases closed as duplicates
      are the same complaint and count for nothing.
      """
    case .reportRepeatReopenedShare: "Reopened share"
    case .reportRepeatRepeats: "Repeats"
    case .reportRepeatShare: "Repeat share"
    case .reportSatisfactionAbstract: "What customers said, with and without a call-back."
    case .reportSatisfactionAgain: "Again"
    case .reportSatisfactionAnswered: "Answered"
    case .reportSatisfactionAnswers: "Answers"
    case .reportSatisfactionDiscussion:
      """
      casebook report satisfaction
      casebook report satisfaction --by branch

      Counts cases that were resolved. Satisfied: 4 or 5 of 5. An answer that the handler asked for is told
      apart. Repeats: the same customer complained again within 30 days, of those whose customer can be told.
      """
    case .reportSatisfactionMean: "Mean"
    case .reportSatisfactionWithAndWithoutACall: "With and without a call-back"
    case .reportSpikesAboveWhatIsUsual: "Above what is usual"
    case .reportSpikesAbstract: "Weeks in which something was complained of far more than usual."
    case .reportSpikesAll: "all"
    case .reportSpikesAreLookedForByWeek: "Spikes are looked for by week; --by takes no times here."
    case .reportSpikesChance: "Chance"
    case .reportSpikesCountsCouldNotBeTested:
      "{untested} counts could not be tested: they need 8 weeks of history, and two more."
    case .reportSpikesDiscussion:
      """
      casebook report spikes                        the last whole week
      casebook report spikes --since 2026-01-01     every whole week since then
      casebook report spikes --by branch,type

      Each week of each branch, class and product is held against its own history: up to 52 weeks that end
      two weeks before (the guard band of EARS C2, Hutwagner et al. 2003); at least 8. Expected is their
      mean; the chance is the upper tail of a negative binomial distribution with a quasi-Poisson
      dispersion (Farrington et al. 1996, Noufaily et al. 2013), the series' own or that of all series
      together, whichever is larger. Of the many tests of a week those are shown that keep a false
      discovery rate of 5 % (Benjamini and Hochberg 1995), once among branches and once for all branches
      together: where nothing is the matter, about one week in ten shows something, or somewhat more where
      cases come in batches. Fewer than 5 cases are never shown.
      """
    case .reportSpikesOfTestsInWeeksStandOut:
      "{found} of {tests} tests in {count, plural, one {# week} other {# weeks}} stand out. Where nothing is the matter, about one week in ten shows something."
    case .reportSpikesSpikes: "Spikes"
    case .reportSpikesTheLatestCaseWasLogged:
      "The latest case was logged on {day}: --until {day} looks at that time."
    case .reportSpikesUsual: "Usual"
    case .reportTimelinessAbstract: "What share was answered in time, and how long each step took."
    case .reportTimelinessDeadlinesKept: "Deadlines kept"
    case .reportTimelinessDiscussion:
      """
      casebook report timeliness
      casebook report timeliness --by severity
      casebook report timeliness --by branch --part steps

      Each case is held to the policy and the branch's calendar that were in force when it was logged, as
      by `casebook why`. A case that was closed with no record of a step (imported ones, mostly) is counted
      under “no record” and in no share. Times run from logging; p90: nine of ten took no longer.
      """
    case .reportTimelinessInTime: "In time"
    case .reportTimelinessLate: "Late"
    case .reportTimelinessNoRecord: "No record"
    case .reportTimelinessOverdue: "Overdue"
    case .reportTimelinessP90: "p90"
    case .reportTimelinessRunning: "Running"
    case .reportTimelinessShare: "Share"
    case .reportTimelinessStep: "Step"
    case .reportTimelinessTimeliness: "Timeliness"
    case .reportTimelinessTimeToEachStep: "Time to each step"
    case .requirementACallBack: "a call-back"
    case .requirementAnEndOfTheEscalation: "an end of the escalation"
    case .requirementANewApprovalOfThe: "a new approval of the option “{title}”: changed since: {changed}"
    case .requirementANewConsentOfThe:
      "a new consent of the customer: the option “{title}” was changed since: {changed}"
    case .requirementAnOption: "an option"
    case .requirementAnotherOptionWasNotApproved: "another option: “{title}” was not approved"
    case .requirementAnOwnerOfTheAction: "an owner of the action “{what}”"
    case .requirementApprovalOfTheOptionBy: "approval of the option “{title}” by: {roles}"
    case .requirementAReason: "a reason"
    case .requirementAtLeastOneCommitmentWith: "at least one commitment with a date"
    case .requirementAtLeastOneNeedOf: "at least one need of the customer"
    case .requirementConsentOfTheCustomer: "consent of the customer"
    case .requirementOfTheOption: "of the option “{title}”: {fields}"
    case .requirementOfTheReview: "of the review: {fields}"
    case .requirementOneOrTwoOptionsNot: "one or two options, not {count, number}"
    case .requirementOnePersonWhomTheCustomer: "one person whom the customer can ask for"
    case .requirementTheCaseThatItRepeats: "the case that it repeats"
    case .requirementTheCommitmentDoneOrWaived: "the commitment “{what}”, done or waived"
    case .requirementWhatIsDoneInAddition: "what is done in addition, and by when"
    case .requirementWhatWasUnderstoodSaidBack: "what was understood, said back to the customer"
    case .requirementWhenTheCustomerHearsNext: "when the customer hears next"
    case .requirementWhichOfTheOptionsThe: "which of the options the customer chose"
    case .resolveAbstract: "Says that everything promised was done."
    case .resolveDiscussion:
      """
      casebook resolve 7
      casebook resolve 7 --done          closes all open commitments as kept

      It is not the end: the customer is called back next.
      """
    case .restoreAbstract: "Brings a deleted case back."
    case .restoreDiscussion: "casebook restore SH01-KT-20261122-007 --reason \"not a duplicate after all\""
    case .restoreIsBack: "{number} is back."
    case .restoreWhyItIsBroughtBack: "Why it is brought back."
    case .reviewAbstract: "Writes down what a case taught."
    case .reviewAction: "action"
    case .reviewDiscussion:
      """
      casebook review 7 --root-cause process_gap --lesson "Ask before the kitchen closes" \\
        --highlights "Manager came at once" --shortcomings "Nobody told the kitchen" \\
        --action "A board in the kitchen" --owner "Wang Wei" --due 2026-12-01
      casebook review 7 --owner-of 1 "Li Na"

      For minor cases the root cause and the lesson are enough.
      """
    case .reviewGivesTheActionWithThis: "Gives the action with this place to somebody."
    case .reviewOwnerAndDueGoWith: "--owner and --due go with --action."
    case .reviewOwnerOfNName: "--owner-of N NAME"
    case .reviewTheNewOwnerWithOwner: "The new owner, with --owner-of."
    case .reviewTheRootCause: "The root cause."
    case .reviewWhatCanBeCopiedA: "What can be copied: a script, a fast lane."
    case .reviewWhatDidNot: "What did not."
    case .reviewWhatIsImproved: "What is improved."
    case .reviewWhatOthersShouldKnow: "What others should know."
    case .reviewWhatWentWell: "What went well."
    case .reviewWhoSeesToTheAction: "Who sees to the action."
    case .roleAdministrator: "Administrator"
    case .roleAuditor: "Auditor"
    case .roleBranchStaff: "Branch staff"
    case .roleDutyManager: "Duty manager"
    case .salvagingAndMore: "… and {more, number} more"
    case .salvagingCannotBeRead: "Cannot be read: {found}"
    case .salvagingGiveAnotherName: "Give another name."
    case .salvagingItIsNotEnrolledWhere:
      "It is not enrolled: where there is a head office, run casebook enrol URL CODE."
    case .salvagingKeepTheFileSetUp:
      "Keep the file. Set up a new store with casebook init, then casebook enrol URL CODE: what was synced comes from head office."
    case .salvagingLostBeforeTheyReachedHead:
      "{count, plural, one {Lost before it reached head office: # change} other {Lost before they reached head office: # changes}} ({numbers})."
    case .salvagingNothingInCanBeRead: "Nothing in {path} can be read. It was left as it is."
    case .salvagingNothingIsMissing: "Nothing is missing."
    case .salvagingNumbersOfTheNextCases: "Numbers of the next cases get another tag."
    case .salvagingOfRecordsOfHeadOffices:
      "{code}: {found, number} of {held, number} records of head office's were found; the next sync brings the others."
    case .salvagingOfTheirValuesWereStill:
      "{rewrittenValues, plural, one {# of their values was still shown and was written again.} other {# of their values were still shown and were written again.}}"
    case .salvagingRecordsInCanBeRead:
      "{records, plural, one {# record} other {# records}} in {path} can be read, but not whose store it was. It was left as it is."
    case .salvagingReplicaOfKept: "Replica {replica} of {branch}: kept."
    case .salvagingReplicaOfMadeOutFrom: "Replica {replica} of {branch}: made out from what was found."
    case .salvagingSavedCasesInRecordsChanges:
      "Saved: {cases, plural, one {# case} other {# cases}} in {records, plural, one {# record} other {# records}}, {changes, plural, one {# change} other {# changes}}, {pending, number} of them pending."
    case .salvagingTheDamagedFileWasLeft:
      "The damaged file was left as it is. To go on with the new one, move casebook.sqlite and its -wal and -shm files elsewhere, then: mv ''{target}' ''{source}'"
    case .salvagingThenRunCasebookSyncWhat:
      "Then run casebook sync: what is missing here comes from head office."
    case .salvagingThereIsAFileAlready: "There is a file {target} already. It was left as it is."
    case .searchAbstract: "Finds cases by words in them or in their notes."
    case .searchAtMostSoMany: "At most so many."
    case .searchDiscussion:
      """
      A case is found when every word stands somewhere in it; Chinese is found by any part of it.

        casebook search air conditioner
        casebook search 空调 退款
      """
    case .searchLimitNeedsANumberOf: "--limit needs a number of 1 or more."
    case .searchNothingWasFound: "Nothing was found."
    case .serverBackupAbstract: "Writes a copy of all data to a file, also while serving."
    case .serverBackupAlsoWhereItIsAnother: "Also where it is another head office's."
    case .serverBackupAServerIsUsingThe: "A server is using the data in {directory}. Nothing was changed."
    case .serverBackupDiscussion:
      """
      casebook-server backup /mnt/backup/head-office-2026-11-22.sqlite

      The copy is of one moment and for its owner alone. A file that exists is replaced only with --force, and
      only by a whole copy.
      """
    case .serverBackupGiveTheFileThatCasebook: "Give the file that casebook-server backup wrote."
    case .serverBackupIfThatIsMeantAnother: "If that is meant: --another"
    case .serverBackupIsOfAnotherHeadOffice:
      "{file} is of another head office than the data there. Nothing was changed."
    case .serverBackupRestoredFrom: "Restored from {file}."
    case .serverBackupStopItFirstOrChoose: "Stop it first; or choose other data with --data DIR."
    case .serverBackupTakeAnOlderBackup: "Take an older backup."
    case .serverBackupTheBackup: "The backup."
    case .serverBackupTheBackupIsDamagedNothing: "The backup {file} is damaged. Nothing was changed."
    case .serverBackupTheBackupIsDamagedNothingWas:
      "The backup {file} is damaged: {detail}. Nothing was changed."
    case .serverBackupTheFormerData: "The former data: {aside}"
    case .serverBackupThereIsNoFile: "There is no file {file}."
    case .serverBranchAbstract: "Branches: add, list."
    case .serverBranchAddAbstract: "Adds a branch."
    case .serverBranchAddDiscussion: "casebook-server branch add SH01 --name \"Shanghai 1\""
    case .serverBranchAdded: "Branch {branch} added."
    case .serverBranchCode: "Code"
    case .serverBranchCode2To12Letters: "Code: 2 to 12 letters and digits; it begins every case number."
    case .serverBranchDevices: "Devices"
    case .serverBranchItsName: "Its name."
    case .serverBranchListAbstract: "Lists the branches with their devices and cases."
    case .serverBundleAnswerAbstract: "Takes in a bundle and writes the answer."
    case .serverBundleServerAbstract: "Answers what a branch wrote to a file."
    case .serverBundleServerChangesTakenRecordsIn:
      "{branch}: {changes, plural, one {# change} other {# changes}} taken, {states, plural, one {# record} other {# records}} in {answer}."
    case .serverBundleServerDaysUntilItExpires1: "Days until it expires (1 to 90)."
    case .serverBundleServerDiscussion:
      """
      casebook-server bundle ticket SH05 SH05.ticket     for a device that never gets a network
      casebook-server bundle answer SH05.bundle SH05.answer

      A ticket is as secret as an enrolment code: whoever has it first can enrol one device.
      """
    case .serverBundleServerForOneDeviceOfOn:
      "{file}: for one device of {code}. On it: casebook bundle enrol {file}"
    case .serverBundleServerNotAllOfItWas:
      "Not all of it was answered: {message} The branch is told what to do.\n"
    case .serverBundleServerTakeWhatARevokedDevice:
      "Take what a revoked device had not sent; it gets nothing but that."
    case .serverBundleServerTheAnswerToWrite: "The answer to write."
    case .serverBundleServerTheBundle: "The bundle."
    case .serverBundleServerTheFileToWrite: "The file to write."
    case .serverBundleServerValidForTakes1To: "--valid-for takes 1 to 90 days."
    case .serverBundleTicketAbstract: "Makes a ticket with which one device enrols by file."
    case .serverCasebookServerAbstract:
      "Head office's sync server: takes what branches changed, gives them what others did."
    case .serverCasebookServerDiscussion:
      """
      casebook-server init
      casebook-server branch add SH01 --name "Shanghai 1"
      casebook-server device enrol SH01
      casebook-server serve --listen 127.0.0.1:8080

      The data lie in --data DIR, else $CASEBOOK_SERVER_DATA, else ./casebook-server-data.
      """
    case .serverCasebookServerIsNotInQuarantine: "{dot} is not in quarantine."
    case .serverCasebookServerRunCasebookServerBranchAdd: "Run: casebook-server branch add {code}"
    case .serverCasebookServerRunCasebookServerDeviceList: "Run: casebook-server device list"
    case .serverCasebookServerRunCasebookServerQuarantineList: "Run: casebook-server quarantine list"
    case .serverCasebookServerSeveralDevicesBeginLikeThat: "Several devices begin like that."
    case .serverCasebookServerThereIsABranchAlready: "There is a branch {code} already."
    case .serverCasebookServerThereIsNoBranch: "There is no branch {code}."
    case .serverCasebookServerThereIsNoDevice: "There is no device {id}."
    case .serverCertificateCannotBeRead: "{path} cannot be read: {reason}."
    case .serverCertificateDevicesWillNotConnectUntil:
      "{trouble} Devices will not connect until it is renewed."
    case .serverCertificateNothingWasStartedBothFiles: "Nothing was started. Both files are PEM."
    case .serverCertificateOthersOnThisMachineCan:
      "Others on this machine can read {key}. Run: chmod 600 {key}"
    case .serverCertificateTakesPlainHttpWhoIs:
      "{listen} takes plain HTTP: who is on the way can read cases and tokens. Use --tls-certificate and --tls-key, or a reverse proxy with TLS."
    case .serverCertificateTheCertificateExpiredOn: "The certificate expired on {day}."
    case .serverCertificateTheCertificateIsValidOnly: "The certificate is valid only from {day} on."
    case .serverCertificateThePrivateKeyDoesNot: "The private key does not belong to the certificate."
    case .serverCertificateThereIsNoUsableCertificate: "There is no usable certificate in {path}."
    case .serverCertificateThereIsNoUsablePrivate:
      "There is no usable private key in {path}; it must not be encrypted."
    case .serverCertificateTlsCertificateAndTlsKey: "--tls-certificate and --tls-key belong together."
    case .serverCertificateWarning: "Warning: {label}"
    case .serverCheckAbstract:
      "Looks through the whole store: pages, records, digests, feeds, each device's changes."
    case .serverCheckCopyTheFolderSomewhereSafe:
      "Copy the folder somewhere safe, then put the latest good backup back: casebook-server restore FILE. The branches offer again what it lacks."
    case .serverCheckAgreement: "Devices and head office"
    case .serverCheckDiffers: "differ"
    case .serverCheckTheStoreIsWhole: "The store is whole, but not all that devices hold is in it."
    case .serverCheckDamaged: "damaged"
    case .serverCheckDiscussion:
      """
      casebook-server check
      casebook-server check --json

      Changes nothing, and a server goes on meanwhile. Ends with 0 if all is well, with 9 if anything is damaged.
      """
    case .serverCheckEachDevicesChanges: "Each device's changes"
    case .serverCheckPagesIndexesReferences: "Pages, indexes, references"
    case .serverCheckPositionsAndCommits: "Positions and commits"
    case .serverDeviceAbstract: "Devices: enrol, list, revoke."
    case .serverDeviceActive: "active"
    case .serverDeviceClock: "Clock"
    case .serverDeviceCopyOf: ", copy of "
    case .serverDeviceEnrolAbstract: "Prints a one-time code for a new device."
    case .serverDeviceEnrolDiscussion:
      """
      casebook-server device enrol SH01
      casebook-server device enrol SH01 --role duty_manager
      casebook-server device enrol HQ --role admin

      The role bounds everybody who works on the device. A device of HQ with the role admin, head_office or
      auditor receives every branch's cases.
      """
    case .serverDeviceForADeviceThatWas:
      "Only for this device, which was enrolled before: its id or the beginning of it"
    case .serverDeviceForOneDeviceOfUntil:
      "For one device of {branch}, {role}, until {expires}. On it: casebook enrol URL {code}\n"
    case .serverDeviceLastSeen: "Last seen"
    case .serverDeviceListAbstract:
      "Lists the devices: branch, role, when last seen, how far their clock is off."
    case .serverDeviceMinutesUntilTheCodeExpires: "Minutes until the code expires (1 to 1440)."
    case .serverDeviceNoteItWillReceiveOnly:
      "Note: it will receive only {branch}'s cases. To receive every branch's, it has to be of HQ.\n"
    case .serverDeviceOnlyThisOneNotIts: "Only this one, not its copies."
    case .serverDeviceReplica: "Replica"
    case .serverDeviceRevokeAbstract: "Takes a device's rights away; what it sent stays."
    case .serverDeviceRevokeDiscussion:
      """
      casebook-server device revoke 1f0c6a2b

      Copies of the device that go on under ids of their own (`device list` shows whose) lose theirs too:
      whoever has one of them had its token. --alone leaves them.
      """
    case .serverDeviceRevokedItsUnsentWorkStays: "Revoked: {replica}, {branch}. Its unsent work stays on it."
    case .serverDeviceRoles: "Roles: {roles}"
    case .serverDeviceState: "State"
    case .serverDeviceTag: "Tag"
    case .serverDeviceTheReplicasIdOrIts: "The replica's id or its beginning."
    case .serverDeviceValidForTakes1To: "--valid-for takes 1 to 1440 minutes."
    case .serverEraseAbstract: "Erasures: how far they have come, and a proof."
    case .serverEraseAnotherFileToLookAt: "Another file to look at; may be given several times."
    case .serverEraseAtByte: "{path}: “{hit}” at byte {offset, number}"
    case .serverEraseCannotBeRead: "{path} cannot be read."
    case .serverEraseFoundInFiles: "{count, number} found in {scanned, plural, one {# file} other {# files}}."
    case .serverEraseNotFoundInFiles: "Not found in {scanned, plural, one {# file} other {# files}}."
    case .serverEraseRecordsDevicesDoneWaiting:
      "{when}  {records, plural, one {# record} other {# records}}, {done, plural, one {# device} other {# devices}} done, {waiting, number} waiting"
    case .serverEraseRevoked: "  revoked"
    case .serverEraseStatusAbstract: "Lists the erasures and the devices that have not done them."
    case .serverEraseTheTexts: "The texts."
    case .serverEraseVerifyAbstract: "Looks for texts in the raw bytes of every file of the data folder."
    case .serverEraseVerifyDiscussion:
      """
      casebook-server erase verify "Li Na" 13800138000

      Exit code 1 where one of them is found. Copies elsewhere (backups, exports) are not looked at, unless
      named with --file.
      """
    case .serverInitServerAbstract: "Makes head office's store, with the branch HQ in it."
    case .serverInitServerHeadOfficeIsSetUp: "Head office is set up in {directory}."
    case .serverInitServerNextCasebookServerBranchAdd:
      "Next: casebook-server branch add SH01, then: casebook-server device enrol SH01\n"
    case .serverInitServerThereIsAHeadOffice:
      "There is a head office here already: {storePath}. Nothing was changed."
    case .serverOptionsFolderOfTheDataInstead: "Folder of the data, instead of $CASEBOOK_SERVER_DATA."
    case .serverOptionsRunCasebookServerInitData: "Run: casebook-server init --data DIR"
    case .serverOptionsTheFileWasLeftAs:
      "The file was left as it is. Copy it somewhere safe; the branches still hold their cases."
    case .serverOptionsThereIsNoHeadOffice: "There is no head office here yet: {path}."
    case .serverQuarantineAbstract: "Changes that could not be taken: list, show, retry, discard, accept."
    case .serverQuarantineAcceptAbstract: "Takes a change and its group on your word."
    case .serverQuarantineAcceptDiscussion:
      "Where the versions that a change builds on never come back, or an older program made an edit that settles a conflict: you answer for it that its author saw them and may decide. Every other rule is held against it."
    case .serverQuarantineBytes: "Bytes"
    case .serverQuarantineChange: "Change"
    case .serverQuarantineDiscardAbstract: "Drops a change and its group for good; the device is told."
    case .serverQuarantineDropped: "Dropped: {dot}"
    case .serverQuarantineIsNoChangeReplicaNumber: "“{typed}” is no change: REPLICA/NUMBER."
    case .serverQuarantineListAbstract: "Lists the changes in quarantine."
    case .serverQuarantineRetryAbstract: "Judges a change and its group again."
    case .serverQuarantineShowAbstract: "Shows a change in quarantine."
    case .serverQuarantineSince: "Since"
    case .serverQuarantineStillInQuarantine: "Still in quarantine: {dot} ({reason})"
    case .serverQuarantineTaken: "Taken: {dot}"
    case .serverQuarantineTheChangeReplicaNumber: "The change: REPLICA/NUMBER."
    case .serverQuarantineTheChangesReplicaNumber: "The changes: REPLICA/NUMBER."
    case .serverRestoreAbstract: "Puts a backup in the place of the data."
    case .serverRestoreDiscussion:
      """
      casebook-server restore /mnt/backup/head-office-2026-11-22.sqlite

      The server has to be stopped. The backup is looked through first and only read; what stood there is kept
      beside it, and erasures reach it there. What the branches sent since comes back when each has synced once.
      """
    case .serverServeAbstract: "Takes connections until it is told to stop (SIGTERM, Ctrl-C)."
    case .serverServeAddressAndPort: "Address and port."
    case .serverServeChooseAnotherAddressWithListen:
      "Choose another address with --listen HOST:PORT; port 0 picks a free one."
    case .serverServeDiscussion:
      """
      casebook-server serve --listen 0.0.0.0:8443 --tls-certificate chain.pem --tls-key key.pem

      Port 0 picks a free one. The first line on standard output says where it listens. The certificate's
      file holds the server's certificate, then those that lead to its issuer. SIGHUP reads both files again;
      connections that are open stay. Without them it speaks plain HTTP: then put it behind a reverse proxy
      with TLS; devices send their tokens over plain HTTP only to their own machine.
      """
    case .serverServeForExampleListen1270: "For example: --listen 127.0.0.1:8080"
    case .serverServeHowMuchToLogDebug: "How much to log: debug, info, warning, error."
    case .serverServeIsNotAnAddressWith: "“{listen}” is not an address with a port."
    case .serverServeTheCertificatesPrivateKeyPem: "The certificate's private key, PEM."
    case .serverServeThereIsNoLogLevel: "There is no log level “{logLevel}”."
    case .serverServeTheServerCouldNotListen: "The server could not listen on {listen}: {reason}."
    case .serverServeTheServersCertificateAndIts: "The server's certificate and its chain, PEM."
    case .sharedRecordBetterChinese: "Better (Chinese)"
    case .sharedRecordBetterEnglish: "Better (English)"
    case .sharedRecordChannels: "Channels"
    case .sharedRecordEmotions: "Emotions"
    case .sharedRecordLooksFor: "Looks for"
    case .sharedRecordRetired: "Retired"
    case .sharedRecordSegments: "Segments"
    case .sharedRecordText: "Text"
    case .sharedRecordWhyChinese: "Why (Chinese)"
    case .sharedRecordWhyEnglish: "Why (English)"
    case .showAbstract: "Shows one case: its story, its timeline, its conflicts."
    case .showDiscussion:
      """
        casebook show 7                  the case whose number ends in 007
        casebook show @last --json
      """
    case .signalAbstract: "Signs of a complaint that nobody has voiced yet."
    case .signalAddAbstract: "Notes a signal."
    case .signalASignalNeedsWordsAnd: "A signal needs words and a kind."
    case .signalDiscussion:
      """
      casebook signal "Sighed at the till and left the dessert" --kind nonverbal --channel in_store
      casebook signal list
      casebook new --signal 3f9a1c           makes a case of it
      """
    case .signalForExampleCasebookSignalKind: "For example: casebook signal \"…\" --kind nonverbal"
    case .signalListAbstract: "Lists the signals, the newest first."
    case .signalNonverbalRepeatedQuestionsDelayedDecision:
      "nonverbal, repeated_questions, delayed_decision, negative_review or reduced_contact."
    case .signalNotedToMakeACase: "Noted. To make a case of it: casebook new --signal {name}"
    case .signalNoticed: "Noticed"
    case .signalSignal: "Signal"
    case .signalSignal2: "signal"
    case .signalThereAreNoSignals: "There are no signals."
    case .signalThoseTooThatBecameA: "Those too that became a case."
    case .signalWhatWasNoticed: "What was noticed."
    case .signalWhenNowWhereItIs: "When; now where it is left out."
    case .signalWhereItWasNoticed: "Where it was noticed."
    case .statusAbstract: "Says who this device is, what waits, and what needs a decision."
    case .statusAndMore: "… and {more, number} more"
    case .statusCasebookConflictList: "{conflicts, number}: casebook conflict list"
    case .statusCasebookQuarantineList: "{quarantined, number}: casebook quarantine list"
    case .statusChanges: "{pending, plural, one {# change} other {# changes}}"
    case .statusChangesTheOldest:
      "{pending, plural, one {# change, since} other {# changes, the oldest}} {since}"
    case .statusConflicts: "Conflicts"
    case .statusDevice: "Device"
    case .statusLastSync: "Last sync"
    case .statusMinAheadOfHeadOffices: "{minutes, number} min ahead of head office's"
    case .statusMinBehindHeadOffices: "{minutes, number} min behind head office's"
    case .statusNever: "never"
    case .statusNoneCasebookEnrolUrlCode: "none: casebook enrol URL CODE"
    case .statusNothing: "nothing"
    case .statusDiffers: "Differs from head office"
    case .statusNotAtHeadOffice: "Not at head office"
    case .statusErasureCopyLeft:
      "waits for {file}, which can be neither emptied nor removed: move it away or delete it"
    case .statusErasureWaits: "Erasure"
    case .statusNotTaken: "Not taken"
    case .statusRecordsOfCases: "{count, plural, one {# record} other {# records}}, of {cases}"
    case .statusSeeCasebookNews: "See: casebook news"
    case .statusWaiting: "Waiting"
    case .stepTakingACaseAlwaysHasA: "A case always has a status."
    case .stepTakingANewCaseIsReceived: "A new case is received; steps lead on from there. Nothing was saved."
    case .stepTakingCasebookNextListsThemWith: "casebook next {number} lists them with their places."
    case .stepTakingCasebookNextSaysWhatCan: "casebook next {reference} says what can be done."
    case .stepTakingForExample: "For example: {command}"
    case .stepTakingHasNo: "{number} has no {what} “{typed}”."
    case .stepTakingHasNoneYet: "{number} has no {what} yet."
    case .stepTakingHasTheStatusOfA:
      "{number} has the status “{status}” of a newer version. Nothing was saved."
    case .stepTakingIsClosedNothingWasSaved: "{number} is closed ({status}). Nothing was saved."
    case .stepTakingIsFromThereIsNot: "{number} is “{status}”: from there “{step}” is not possible."
    case .stepTakingLogItWithoutStatusThen: "Log it without --status, then: casebook next @last"
    case .stepTakingNeedsThingsMoreNothingWas:
      "{number}: “{step}” needs {count, plural, one {one thing} other {# things}} more: {missing}. Nothing was saved."
    case .stepTakingNextCasebook: "Next: casebook {value} {number} …"
    case .stepTakingNumberFromTo: "{number}: {from} → {to}."
    case .stepTakingNumberSaid: "{number}: {said}."
    case .stepTakingOneOf: "One of: {commands}"
    case .stepTakingRun: "Run: {command}"
    case .stepTakingSaved: "{number} saved ({to})."
    case .stepTakingSemicolon: "; "
    case .stepTakingSomebodyHasToDecideFirst:
      "Somebody has to decide first: casebook conflict list --case {number}"
    case .stepTakingTakeItUpAgainFirst: "Take it up again first: casebook reopen {number} --reason …"
    case .stepTakingThatIsPutRightBy:
      "{number}: {label}. That is put right by a step, not by choosing a value."
    case .stepTakingTheStatusIsNotEdited:
      "The status is not edited: a step leads to “{status}”. Nothing was saved."
    case .stepTakingTheStatusOfIsIn: "The status of {number} is in conflict. Nothing was saved."
    case .stepTakingToGoOnWithIt: "To go on with it: casebook reopen {number} --reason …"
    case .stepTakingUpdateThisProgram: "Update this program."
    case .stepTakingWhatComesNextCasebookNext: "What comes next: casebook next {number}"
    case .stepTakingWhichHas: "Which {what}? {number} has {count, number}."
    case .storeFailuresCannotBeOpenedForWriting: "{path} cannot be opened for writing: {detail}. {unchanged}"
    case .storeFailuresCheckTheRightsOfThe:
      "Check the rights of the file and of its folder, or choose another with --home DIR."
    case .storeFailuresChooseAnotherFolderWithHome: "Choose another folder with --home DIR."
    case .storeFailuresCouldNotBeUsed: "{path} could not be used: {detail}. {unchanged}"
    case .storeFailuresFreeSomeSpaceThenRun:
      "Free some space, then run the command again; what was saved before is safe."
    case .storeFailuresIsDamaged: "{path} is damaged: {detail}. {unchanged}"
    case .storeFailuresIsHeldByAnotherProgram:
      "{path} is held by another program, which did not let go of it in time. {unchanged}"
    case .storeFailuresIsNotACasebookStore: "{path} is not a Casebook store. It was left as it is."
    case .storeFailuresRunCasebookInitBranchCode: "Run: casebook init --branch CODE"
    case .storeFailuresRunTheCommandAgainIn: "Run the command again in a moment; nothing has been lost."
    case .storeFailuresTheDiskOfIsFull: "The disk of {path} is full. Nothing was saved."
    case .storeFailuresTheFileWasLeftAs:
      "The file was left as it is. Copy it somewhere safe first. What was synced is also at head office."
    case .storeFailuresThereIsNoCasebookHere: "There is no Casebook here yet: {path}."
    case .storeFailuresUpdateCasebookOnThisComputer: "Update casebook on this computer."
    case .storeFailuresWasMadeByANewer:
      "{path} was made by a newer Casebook (format {version}; this program knows up to {known}). It was left as it is."
    case .storeFindingChangeInRowCannotBe: "change in row {row} cannot be read: {reason}"
    case .storeFindingChangeInRowIsNot: "change in row {row} is not what its hash says"
    case .storeFindingChangeIsInNoRecord: "change {dot} is in no record"
    case .storeFindingDeviceHoldsMore:
      "device {device} of {branch} holds {count, plural, one {# record} other {# records}} that head office does not have"
    case .storeFindingFeedOf: "feed of {scope}: {reason}"
    case .storeFindingOwnChanges: "own changes: {reason}"
    case .storeFindingRecordIsNotWithItsCase: "record {record} is not where its case {case} is"
    case .storeFindingRecordCannotBeRead: "record {record} cannot be read: {reason}"
    case .storeFindingRecordDoesNotShowWhat: "record {record} does not show what is pending here"
    case .storeFindingRowNamesARowThat: "{table}, row {row}: names a row that is not there"
    case .storeFindingScopeDigestOrCountDiffers: "scope {scope}: digest or count differs from its records"
    case .storeFindingSQLite: "SQLite: {detail}"
    case .storeFindingTableRowsDifferFromThe:
      "table {table}: {rows, plural, one {# row differs} other {# rows differ}} from the records"
    case .surveyAbstract: "Brings in answers to a satisfaction survey."
    case .surveyAMapOfItsOwn: "A map of its own (YAML)."
    case .surveyDiscussion:
      """
      casebook survey answers.csv --dry-run
      casebook survey answers.csv
      casebook survey answers.xlsx --map survey.yaml

      Without a map the columns are: case, satisfaction (1 to 5, or in words), solved, comment, answered. The
      case is its whole number. Importing a file again changes nothing.
      """
    case .surveyTheCsvFileOrWorkbook: "The CSV file or workbook (.xlsx)."
    case .surveyThereIsNoCaseHere: "there is no case “{reference}” here"
    case .surveyThereIsNoSatisfactionIn: "there is no satisfaction in it"
    case .syncAbstract: "Exchanges changes with head office."
    case .syncAnotherSyncOfThisStore: "Another sync of this store is running."
    case .syncBeforeItStoppedSentReceived:
      "Before it stopped: {pushed, number} sent, {pulled, number} received. They stay."
    case .syncDiscussion:
      """
      casebook sync
      casebook sync --watch

      Sends what head office does not have and fetches what others changed. It can be interrupted at any
      moment: the next sync goes on where it was. With --watch it goes on until it is stopped: it syncs when
      something was written here, and within seconds of a change elsewhere; without a network it waits.
      """
    case .syncFailuresAskForACodeFor: "Ask for a code for this branch, or use another folder with --home."
    case .syncFailuresAskForANewCode: "Ask for a new code, then run: casebook enrol URL CODE"
    case .syncFailuresAskHeadOffice: "Ask head office."
    case .syncFailuresAskHeadOfficeANew: "Ask head office; a new code lets it in again."
    case .syncFailuresAskHeadOfficeForA: "Ask head office for a code, then run: casebook enrol URL CODE"
    case .syncFailuresAskHeadOfficeForANew:
      "Ask head office for a new one. For a device that was enrolled before it is made with: casebook-server device enrol BRANCH --device ID (the id is in casebook status --json)"
    case .syncFailuresChangesMadeHereAreAhead:
      "Changes made here are {duration} ahead of head office's clock. {safe}"
    case .syncFailuresCheckTheAddressOrUpdate: "Check the address; or update casebook."
    case .syncFailuresCheckThisComputersClockAnd:
      "Check this computer's clock and set it right. Changes from the future go up once their time has come."
    case .syncFailuresConnectionRefused: "connection refused"
    case .syncFailuresDays: "{days, plural, one {# day} other {# days}}"
    case .syncFailuresGoOnWorkingRunCasebook:
      "Go on working; run casebook sync again when there is a network."
    case .syncFailuresHeadOfficeAnswersButTakes:
      "Head office answers, but takes nothing more. Your work is safe here and pending."
    case .syncFailuresHeadOfficeAsksToWait: "Head office asks to wait: too many attempts. {safe}"
    case .syncFailuresHeadOfficeCannotBeReached:
      "Head office cannot be reached ({why}). Your work is safe here and pending."
    case .syncFailuresHeadOfficeCouldNotTake: "Head office could not take it: {message} {safe}"
    case .syncFailuresHeadOfficeDoesNotKnow: "Head office does not know this device's token. {safe}"
    case .syncFailuresHeadOfficeHasOnlyOf:
      "Head office has only {covered, number} of the {acknowledged, number} changes that it had confirmed: it was restored from an older copy. Everything is still here."
    case .syncFailuresHeadOfficeHasOtherChanges:
      "Head office has other changes of this replica (from {agreed} on): this store is a copy, or was restored from a backup. Nothing was dropped."
    case .syncFailuresHeadOfficeHasRevokedThis: "Head office has revoked this device. {safe}"
    case .syncFailuresHeadOfficeIsBusy: "Head office is busy. {safe}"
    case .syncFailuresHeadOfficeRefused: "Head office refused: {message} {safe}"
    case .syncFailuresHeadOfficesDiskIsFull: "Head office's disk is full. {safe}"
    case .syncFailuresHeadOfficeSentSomethingThat:
      "Head office sent something that this program cannot read ({detail}). Nothing of it was taken."
    case .syncFailuresHeadOfficeSpeaksAnotherVersion: "Head office speaks another version: {message} {safe}"
    case .syncFailuresHeadOfficeWasRestoredFrom:
      "Head office was restored from an older copy. Everything is still here; nothing was changed."
    case .syncFailuresHours: "{hours, plural, one {# hour} other {# hours}}"
    case .syncFailuresKeepThisStoreAsIt: "Keep this store as it is and tell head office."
    case .syncFailuresMinutes: "{minutes, plural, one {# minute} other {# minutes}}"
    case .syncFailuresNoAnswerInTime: "no answer in time"
    case .syncFailuresNoConnectionInTime: "no connection in time"
    case .syncFailuresNoSuchHost: "no such host"
    case .syncFailuresNoSuchHostOrNobody: "no such host, or nobody listens there"
    case .syncFailuresNoTlsWithWhatListens: "no TLS with what listens there"
    case .syncFailuresSeconds: "{seconds, plural, one {# second} other {# seconds}}"
    case .syncFailuresTellHeadOffice: "Tell head office."
    case .syncFailuresTheAnswerWasDamagedOn: "the answer was damaged on its way"
    case .syncFailuresTheCodeIsForAnother:
      "The code is for another branch than this store's. Nothing was sent."
    case .syncFailuresTheConnectionWasClosed: "the connection was closed"
    case .syncFailuresThisCodeIsUnknownUsed: "This code is unknown, used, expired, or not for this device."
    case .syncFailuresThisReplicaBelongsToNo: "This replica belongs to no head office yet."
    case .syncFailuresThisStoreBelongsToAnother:
      "This store belongs to another head office. Nothing was sent."
    case .syncFailuresTryAgainIn: "Try again in {duration}."
    case .syncFailuresTryAgainInAMoment: "Try again in a moment."
    case .syncFailuresTryAgainLaterTellHead: "Try again later; tell head office if it stays so."
    case .syncFailuresUpdateCasebookIfThatDoes: "Update casebook; if that does not help, tell head office."
    case .syncFailuresWhatAnswersAtThisAddress:
      "What answers at this address is not a head office, or of another version ({detail}). Nothing was lost."
    case .syncFailuresYourWorkIsSafeHere: "Your work is safe here and pending."
    case .syncGoOnUntilStoppedSync: "Go on until stopped: sync whenever something changes."
    case .syncOutcomeChangesCouldNotBeTaken:
      "{quarantined, plural, one {# change could not be taken by head office; it is kept} other {# changes could not be taken by head office; they are kept}}: casebook quarantine list"
    case .syncOutcomeEverythingIsInSync: "Everything is in sync."
    case .syncOutcomeHeadOfficeWasRestoredFrom:
      "Head office was restored from an older copy. What it had lost was sent to it again."
    case .syncOutcomeNewConflictsCasebookConflictList:
      "{conflicts, plural, one {# new conflict} other {# new conflicts}}: casebook conflict list"
    case .syncOutcomeNotAtHeadOffice:
      "{count, plural, one {# record is here and not at head office, which was restored and did not take it} other {# records are here and not at head office, which was restored and did not take them}}. Kept here, and offered with each sync. Cases: {cases}"
    case .syncOutcomeSentReceived: "Sent {pushed, number}, received {pulled, number}."
    case .syncOutcomeStillDiffers:
      "This replica and head office still do not agree about {scopes}. Nothing was deleted; the next sync compares again. Please report this bug."
    case .syncOutcomeThisStoreWasACopy:
      "This store was a copy of another one, or restored from a backup. It goes on under an id and a device tag of its own; nothing was lost."
    case .syncOutcomeWarningThisReplicaAndHead:
      "Warning: this replica and head office did not agree about {scopes}. It was compared and put right; nothing is lost. Please report this bug. Records: {records}"
    case .syncNotAllIsInSync: "Not everything is in step with head office."
    case .syncSeeCasebookStatus: "casebook status shows it until both agree. Tell whoever runs head office."
    case .syncSyncing: "Syncing"
    case .syncWaitForItToEnd: "Wait for it to end; it sends your changes too."
    case .tableRowsIsNotAWorkbookXlsx: "{name} is not a workbook (.xlsx): it has no sheets"
    case .tableRowsLeaveOutSheet: "leave out --sheet"
    case .termAcceptable: "Acceptable"
    case .termAfterSalesDelay: "After-sales delay"
    case .termAngry: "Angry"
    case .termAnxious: "Anxious"
    case .termApology: "Apology"
    case .termApology2: "Apology"
    case .termAskingForSuggestions: "Asking for suggestions"
    case .termBelowStandard: "Below standard"
    case .termBetterWord: "Better word"
    case .termBreached: "Breached"
    case .termCalm: "Calm"
    case .termChanceToImprove: "Chance to improve"
    case .termChat: "Chat"
    case .termChineseSimplified: "Chinese (simplified)"
    case .termClosing: "Closing"
    case .termCoaching: "Coaching"
    case .termCompensation: "Compensation"
    case .termComplex: "Complex"
    case .termConflicted: "Conflicted"
    case .termCost: "Cost"
    case .termCustomerMisunderstanding: "Customer misunderstanding"
    case .termDelayedDecision: "Delayed decision"
    case .termDelivery: "Delivery"
    case .termDidNotInterrupt: "Did not interrupt"
    case .termDissatisfied: "Dissatisfied"
    case .termElderly: "Elderly"
    case .termEmail: "Email"
    case .termEmotionalNeed: "Emotional need"
    case .termEmpathy: "Empathy"
    case .termEnglish: "English"
    case .termExcellent: "Excellent"
    case .termExchange: "Exchange"
    case .termFactToPutRight: "Fact to put right"
    case .termForbiddenPhrase: "Forbidden phrase"
    case .termFullAttention: "Full attention"
    case .termFurious: "Furious"
    case .termGapInTheProcess: "Gap in the process"
    case .termGift: "Gift"
    case .termGood: "Good"
    case .termGreeting: "Greeting"
    case .termHigh: "High"
    case .termHomeVisit: "Home visit"
    case .termInternalProcess: "Internal process"
    case .termLackOfResources: "Lack of resources"
    case .termLow: "Low"
    case .termLoyalty: "Loyalty"
    case .termMedium: "Medium"
    case .termMedium2: "Medium"
    case .termMember: "Member"
    case .termMembershipBenefits: "Membership benefits"
    case .termMinor: "Minor"
    case .termModerate: "Moderate"
    case .termMysteryShopper: "Mystery shopper"
    case .termNegativeReview: "Negative review"
    case .termNeither: "Neither"
    case .termNo: "No"
    case .termNonverbalBehaviour: "Nonverbal behaviour"
    case .termOnlinePlatform: "Online platform"
    case .termOnlineReview: "Online review"
    case .termOnTheSpotFrontDesk: "On the spot/Front desk"
    case .termOpenQuestion: "Open question"
    case .termOpenQuestions: "Open questions"
    case .termOther: "Other"
    case .termPhoneHotline: "Phone hotline"
    case .termPoor: "Poor"
    case .termPoorAttitude: "Poor attitude"
    case .termPoorInformation: "Poor information"
    case .termPraise: "Praise"
    case .termPrice: "Price"
    case .termPriceDoesNotMatchValue: "Price does not match value"
    case .termProcessEfficiency: "Process efficiency"
    case .termProduct: "Product"
    case .termProductQuality: "Product quality"
    case .termProductQuality2: "Product quality"
    case .termPromiseAboveAuthority: "Promise above authority"
    case .termProposal: "Proposal"
    case .termPublicApology: "Public apology"
    case .termPushingBlameAway: "Pushing blame away"
    case .termQualityDefect: "Quality defect"
    case .termReasonsBeforeTheSolution: "Reasons before the solution"
    case .termRedo: "Redo"
    case .termReducedContact: "Reduced contact"
    case .termRefund: "Refund"
    case .termRepair: "Repair"
    case .termRepeatedQuestions: "Repeated questions"
    case .termReputation: "Reputation"
    case .termRestated: "Restated"
    case .termRestating: "Restating"
    case .termReturn: "Return"
    case .termSatisfactionSurvey: "Satisfaction survey"
    case .termSatisfied: "Satisfied"
    case .termSeekingARemedy: "Seeking a remedy"
    case .termService: "Service"
    case .termServiceAttitude: "Service attitude"
    case .termServiceProcess: "Service process"
    case .termSevere: "Severe"
    case .termShippingRefund: "Shipping refund"
    case .termShortAcknowledgements: "Short acknowledgements"
    case .termSimple: "Simple"
    case .termSocialMedia: "Social media"
    case .termStaffSkill: "Staff skill"
    case .termStaffTraining: "Staff training"
    case .termTasterProgramme: "Taster programme"
    case .termThanks: "Thanks"
    case .termThirdParty: "Third party"
    case .termUpgrade: "Upgrade"
    case .termUpset: "Upset"
    case .termVaguePromise: "Vague promise"
    case .termVenting: "Venting"
    case .termVeryDissatisfied: "Very dissatisfied"
    case .termVerySatisfied: "Very satisfied"
    case .termVipService: "VIP service"
    case .termVoicingDissatisfaction: "Voicing dissatisfaction"
    case .termVoucher: "Voucher"
    case .termWrittenApology: "Written apology"
    case .termYes: "Yes"
    case .termYoung: "Young"
    case .textEncodingInTheSpreadsheetProgramSave: "in the spreadsheet program, save it as “CSV UTF-8”"
    case .textEncodingIsAnOldExcelFile: "{name} is an old Excel file (.xls), or a workbook with a password"
    case .textEncodingIsASpreadsheetOrAn: "{name} is a spreadsheet or an archive, not a CSV file"
    case .textEncodingIsCompressed: "{name} is compressed"
    case .textEncodingIsInUtf16Which: "{name} is in UTF-16, which cannot be imported"
    case .textEncodingSaveItAsCsvUtf: "save it as “CSV UTF-8”"
    case .textEncodingUnpackItFirstGunzip: "unpack it first (gunzip)"
    case .timelineLinesFromTo: "from {from} to {to}"
    case .timelineLinesKept: "{label}: kept “{kept}”"
    case .timelineLinesNotKept: "not kept: “{value}” ({branch})"
    case .timelineLinesOfANewerVersion: "(of a newer version)"
    case .timelineLinesReason: "Reason: "
    case .timelineLinesWithdrawn: "withdrawn"
    case .timelinessCalledBack: "Called back"
    case .timelinessClosed: "Closed"
    case .timelinessOptionsProposed: "Options proposed"
    case .timelinessReviewed: "Reviewed"
    case .transferAbstract: "Gives a case to another branch."
    case .transferDiscussion:
      """
      casebook transfer 7 --to SH02 --reason "the customer bought it there"

      It goes with its whole timeline and open conflicts when head office hears of it, at the next sync. Here
      its number stays, and where it went. Until then it can be edited as usual.
      """
    case .transferGoesToAtTheNext: "{number} goes to {target} at the next sync."
    case .transferTheBranchThatGetsIt: "The branch that gets it."
    case .transferWhy: "Why."
    case .typedTextGiveNarrativeOrFNot: "Give --narrative or -F, not both."
    case .typedTextStandardInputCannotBeRead: "Standard input cannot be read."
    case .typedTextTheTextInIsNeither: "The text in {path} is neither UTF-8 nor GB 18030."
    case .typedTextTheTextIsKeptIn: "The text is kept in {path}."
    case .typedTextTypeTheTextThenPress: "Type the text, then press Ctrl-D on a line of its own."
    case .usageFailureArguments: "ARGUMENTS:"
    case .usageFailureASubcommandIsMissing: "A subcommand is missing."
    case .usageFailureAValueIsMissingAfter: "A value is missing after {first}."
    case .usageFailureDefault: "(default: "
    case .usageFailureDefault2: "; default: "
    case .usageFailureEndOfDefault: ")"
    case .usageFailureIsNoValueFor: "“{first}” is no value for {names}."
    case .usageFailureOneOfTheseIsNeeded: "One of these is needed: {names}."
    case .usageFailureOptions: "OPTIONS:"
    case .usageFailureOverview: "OVERVIEW: "
    case .usageFailureSee: "See: {help}"
    case .usageFailureSee2: "  See: {command}"
    case .usageFailureShowHelpInformation: "Show help information."
    case .usageFailureShowSubcommandHelpInformation: "Show subcommand help information."
    case .usageFailureShowTheVersion: "Show the version."
    case .usageFailureSubcommand: "<subcommand>"
    case .usageFailureSubcommands: "SUBCOMMANDS:"
    case .usageFailureTakesNoValue: "{first} takes no value."
    case .usageFailureTheArgumentIsMissing: "The argument {first} is missing."
    case .usageFailureThereIsNoCommand: "There is no command “{name}”."
    case .usageFailureThereIsNoCommandDid: "There is no command “{name}”. Did you mean “{value}”?"
    case .usageFailureUnexpectedArguments: "Unexpected arguments: {names}."
    case .usageFailureUnknownOption: "Unknown option {first}."
    case .usageFailureUnknownOptionDidYouMean: "Unknown option {first}. Did you mean {names}?"
    case .usageFailureUsage: "USAGE: "
    case .usageFailureValues: "(values: "
    case .vocabularyCustomerSegment: "Customer segment"
    case .vocabularyEmotion: "Emotion"
    case .vocabularyFlags: "Flags"
    case .vocabularyKindOfRule: "Kind of rule"
    case .vocabularyRemedy: "Remedy"
    case .vocabularySatisfaction: "Satisfaction"
    case .watcherHeadOfficeCanBeReached: "Head office can be reached again."
    case .watcherItIsTriedAgainUntil: "It is tried again until it works."
    case .wholeFileCannotBeRead: "{path} cannot be read: {why}."
    case .wholeFileChooseAnotherPlaceWithOutput: "Choose another place with --output FILE."
    case .wholeFileCouldNotBeWritten: "{path} could not be written: {why}."
    case .wholeFileIsLargerThanMb: "{path} is larger than {limit, number} MB."
    case .whyAbstract: "Explains how a deadline was found."
    case .whyDiscussion:
      """
      casebook why 7                 every clock of the case
      casebook why 7 resolve         one of them
      """
    case .withdrawAbstract: "Closes a case early: withdrawn, unfounded or a duplicate."
    case .withdrawDiscussion:
      """
      casebook withdraw 7 --reason "the customer found the receipt"
      casebook withdraw 7 --as unfounded --reason "bought elsewhere"
      casebook withdraw 7 --as duplicate --of 122-003
      """
    case .wordingAbstract: "The rules of check-wording."
    case .wordingAddAbstract: "Publishes a new rule to all branches (head office)."
    case .wordingAddDiscussion:
      """
      casebook wording add en_cheap --kind forbidden --language en --pattern "you get what you pay for" \\
        --why-en "It blames the customer for the price." --better-en "Say what you will do."
      """
    case .wordingAdviceAWordOnTheWording: "A word on the wording (nothing was held up):"
    case .wordingBetter: "Better"
    case .wordingDiscussion:
      """
      casebook wording list --kind vague
      casebook wording show en_soon

      Head office adds, changes and retires them for all branches:

      casebook wording add en_cheap --kind forbidden --language en --pattern "you get what you pay for" \\
        --why-en "It blames the customer for the price." --better-en "Say what you will do."
      casebook wording retire en_cheap

      A pattern: [a|b] alternatives, <gap 6> at most six characters between, <clause> at the beginning of a
      clause, <not-after X|Y>, <not-before X|Y>, <unless-time 20> unless a time is named within 20 characters,
      <unless-before X|Y> unless one stands before it, <number>, <amount> a sum above one's authority.
      """
    case .wordingEditAbstract: "Changes a rule for all branches (head office)."
    case .wordingEditDiscussion: "casebook wording edit en_soon --better-en \"Name the hour.\""
    case .wordingListAbstract: "Lists the rules."
    case .wordingListDiscussion: "casebook wording list --kind authority"
    case .wordingLooksFor: "Looks for: "
    case .wordingNoRuleFits: "No rule fits."
    case .wordingOnlyOfThisKind: "Only of this kind."
    case .wordingRetireAbstract: "Takes a rule out of use in all branches (head office)."
    case .wordingRetiredFindsNothing: "Retired: finds nothing"
    case .wordingRetireDiscussion: "casebook wording retire en_cheap\ncasebook wording retire en_cheap --undo"
    case .wordingRetiredOnesToo: "Retired ones too."
    case .wordingRule: "rule"
    case .wordingShowAbstract: "Shows a rule whole."
    case .wordingShowDiscussion: "casebook wording show en_soon"
    case .wordingThisVersionCannotReadIts: "This version cannot read its pattern: it finds nothing here"
    case .wordingWhy: "Why"
    case .wordingWritingARuleNeedsKindLanguage:
      "A rule needs --kind, --language, --pattern, a reason and a better wording."
    case .wordingWritingHowToWriteOneCasebook: "How to write one: casebook wording --help"
    case .wordingWritingIsNoPattern: "“{pattern}” is no pattern."
    case .wordingWritingSayWhatIsToChange: "Say what is to change: --pattern, --better-en …"
    case .wordingWritingSeeCasebookWordingAddHelp: "See: casebook wording add --help"
    case .wordingWritingWhatIsWrongWithSuch: "What is wrong with such words."
    case .wordingWritingWhatItLooksForSee: "What it looks for: see casebook wording --help."
    case .wordingWritingWhatToSayInsteadIn: "What to say instead, in English."
    case .wordingWritingWhatToSayInsteadInChinese: "What to say instead, in Chinese."
    case .wordingWritingWhyInChinese: "Why, in Chinese."
    case .wordingWritingWhyInEnglish: "Why, in English."
    case .workbookProblemsCannotBeRead: "{name} cannot be read"
    case .workbookProblemsFetchTheFileAgainOr:
      "fetch the file again, or open it in the spreadsheet program and save it anew"
    case .workbookProblemsHasNoSheet: "has no sheet “{sheet}”"
    case .workbookProblemsHasNoWorksheet: "has no worksheet"
    case .workbookProblemsHoldsAPartWithA: "holds a part with a name that is not allowed, or twice"
    case .workbookProblemsIsABinaryWorkbookXlsb: "is a binary workbook (.xlsb)"
    case .workbookProblemsIsAnArchiveButNot: "is an archive, but not a workbook (.xlsx)"
    case .workbookProblemsIsCutShortItsEnd: "is cut short: its end is missing"
    case .workbookProblemsIsDamagedACellOf: "is damaged: a cell of row {row} cannot be read"
    case .workbookProblemsIsDamagedItHoldsAn: "is damaged: it holds an unknown entity"
    case .workbookProblemsIsDamagedItsChecksumDoes: "is damaged: its checksum does not match"
    case .workbookProblemsIsDamagedNotTheXml: "is damaged: not the XML of a workbook"
    case .workbookProblemsIsDamagedThisPartIs: "is damaged: this part is missing"
    case .workbookProblemsIsEncrypted: "is encrypted"
    case .workbookProblemsIsNotInUtf8: "is not in UTF-8"
    case .workbookProblemsIsPackedInAWay: "is packed in a way that cannot be read"
    case .workbookProblemsIsRefusedItHasMore: "is refused: it has more than the limit of {limit, number}"
    case .workbookProblemsIsRefusedItHoldsA: "is refused: it holds a DTD, as no workbook does"
    case .workbookProblemsIsRefusedItIsNested: "is refused: it is nested deeper than {limit, number}"
    case .workbookProblemsItsSheetsAre: "its sheets are: {there}"
    case .workbookProblemsNamePartReason: "{name}{part} {reason}"
    case .workbookProblemsPart: " ({part})"
    case .workbookProblemsSplitItOrSaveThe: "split it, or save the sheet as “CSV UTF-8”"
    case .workbookRowsTheCasesAreMoreThan: "The cases are more than one workbook can hold."
    case .workbookRowsUseFormatCsv: "Use --format csv."
    }
  }
}
