# A customer complains of an employee: managers read it; staff finds it on no screen, in no export, search or report.
story_employee() {
  case $1 in
  zh-Hans)
    title="对员工的投诉，店员在哪里都看不到" clerk=李娜 manager=王芳 other=孙丽 employee=郭晓栋
    customer=张伟然 story="蛋糕送晚了一小时" complaint="当着顾客的面摔了托盘" coaching="谈话：情绪管理"
    parts=(晓栋 摔了托盘 情绪管理) new="王芳的新 PIN" again="再输一次" enter="王芳的 PIN" denied=无此权限
    ;;
  en)
    title="A complaint of an employee, which staff sees nowhere" clerk="Li Na" manager="Wang Fang"
    other="Sun Li" employee="Gregor Quillfeather" customer="Walter Zhang" story="The cake came an hour late"
    complaint="Slammed the tray before the guest" coaching="Talk about temper"
    parts=(Quillfeather Slammed temper) new="New PIN of Wang Fang:" again="Once more:"
    enter="PIN of Wang Fang:" denied="does not allow it"
    ;;
  esac
  begins employee "$1" "$title"
  words=("$employee" "$complaint" "$coaching" "SH01/managers")
  office SH01 SH02
  computer staff SH01 branch_staff "$clerk"
  computer shared SH01 duty_manager "$manager"
  computer elsewhere SH02 duty_manager "$other"
  computer admin HQ admin Chen
  does staff new --channel phone --narrative "$story" --customer-name "$customer" --phone 13812345678 --class service_attitude
  syncs staff shared
  does shared person add "$clerk"
  does shared person add "$manager" --role duty_manager --short WF
  does shared employee note "$employee" "$complaint" --kind complaint --case "$(number staff 1)"
  does shared employee note "$employee" "$coaching" --kind coaching --due tomorrow
  syncs shared elsewhere staff admin staff

  say "$title: managers"
  for who in shared admin; do
    sees "$complaint" "$who" employee list
    sees "$employee" "$who" employee report
  done
  for word in "${words[@]}"; do
    [ -n "$(holding "$word" "$folder/shared")" ] ||
      fails "“$word” is in no file of the manager, so that a scan for it could not fail"
  done
  misses "$complaint" elsewhere employee list

  say "$title: a computer of staff"
  nowhere staff
  for word in "${words[@]}"; do
    files=$(holding "$word" "$folder/staff")
    [ -z "$files" ] || fails "a computer of staff holds “$word”: $files"
  done
  printf '   ok: no byte of it in any of %s files\n' "$(find "$folder/staff" -type f | wc -l)"

  say "$title: a clerk at the manager's computer"
  types shared person pin WF -- "$new" 2468 "$again" 2468 || fails "$typed"
  nowhere shared
  types shared as WF -- "$enter" 2468 || fails "$typed"
  sees "$complaint" shared employee list
  does shared as --end
  refused 4 "$denied" shared employee list
  stop_server
}

# Whatever a person can read there, in both languages and as JSON: none of the words is said.
nowhere() { # WHO
  local who=$1 case kind screens=() line form count=0 code
  case=$(number "$who" "$(at "$who" list --json | value number)")
  while IFS= read -r line; do screens+=("$line"); done <<END
list
list --overdue
list --conflicted
list --escalated
list --emergency
list --mine
show $case
history $case
next $case
why $case
search ${parts[0]}
search ${parts[1]}
search ${parts[2]}
search $customer
similar $case
duplicates
article list
study list
notice list --all
training list --all
training due
training log
training tips
due
due --mine
approvals
drafts list
news --keep
status
doctor
quarantine list
conflict list
conflict list --case $case
task list --all
task list --mine --all
task list $case
signal list --all
person list --all
as
customer find ${parts[0]}
customer find ${customer##* }
customer show 13812345678
customer list --since 2026-01-01
customer benefit 13812345678
qc list
survey ask --dry-run
phrase list
phrase find ${parts[0]}
wording list
policy show
policy list
calendar show
emergency-plan
emergency
terms list
sync
END
  for kind in $(at "$who" report --help | sed -n 's/^  \([a-z]\{4,\}\)  .*/\1/p'); do
    if [ "$kind" = rates ]; then kind="rates --volumes $home/sales.csv"; fi
    screens+=("report $kind")
  done
  for kind in branch class handler status supplier; do
    screens+=("report causes --by $kind" "report handling --by $kind")
  done
  : >"$home/seen"
  printf 'month,count\n%s,100\n' "$(date +%Y-%m)" >"$home/sales.csv"
  # Those that only write, or do nothing but with files; employee is refused, below.
  printf '%s\n' "${screens[@]%% *}" employee {new,edit,note,transfer,delete,restore,assess,need,propose,approve,accept} \
    {execute,commitment,progress,hold,resolve,callback,review,archive,withdraw,reopen,escalate,check-wording,enrol} \
    {bundle,import,export,export-site,promote,erase,assign,init,backup,completion,link,unlink,merge,unmerge,consolidate} | sort -u >"$home/known"
  at "$who" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort -u >"$home/commands"
  line=$(comm -13 "$home/known" "$home/commands" | tr '\n' ' ')
  [ -z "$line" ] || fails "the story knows nothing of the commands $line: do they read?"
  for line in "${screens[@]}"; do
    for form in "" --json; do
      code=0
      # shellcheck disable=SC2086
      at "$who" $line $form >>"$home/seen" 2>&1 || code=$?
      case $code in
      0 | 3) ;;
      *) fails "casebook $line $form ended with $code: $(tail -3 "$home/seen")" ;;
      esac
      count=$((count + 1))
    done
  done
  for kind in csv jsonl xlsx; do
    quietly at "$who" export --format "$kind" --output "$home/export.$kind"
    if [ "$kind" = xlsx ]; then
      unzip -p "$home/export.xlsx" >"$home/export.txt"
    else
      cp "$home/export.$kind" "$home/export.txt"
    fi
    grep -qF "$customer" "$home/export.txt" || fails "the export $kind does not even name the customer"
    cat "$home/export.txt" >>"$home/seen"
    rm -f "$home/export.$kind" "$home/export.txt"
    count=$((count + 1))
  done
  grep -qF "$customer" "$home/seen" || fails "nothing of all that names the customer"
  for word in "${words[@]}"; do
    if grep -F -- "$word" "$home/seen" >"$home/quiet"; then fails "$who says “$word”: $(cat "$home/quiet")"; fi
  done
  printf '   ok: none of it in what %s commands and exports say to %s\n' "$count" "$who"
  for line in list "show ${parts[0]}" report "note ${parts[0]} x --kind praise" "erase ${parts[0]} --dry-run"; do
    # shellcheck disable=SC2086
    refused 4 "$denied" "$who" employee $line
  done
}
