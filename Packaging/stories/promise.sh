# A promise to a customer is broken in the evening, with no network, and found next morning.
story_promise() {
  case $1 in
  zh-Hans)
    title="答应顾客的事没有做到，第二天早上发现" clerk=李娜 owner=王芳 story="汤是凉的，等了很久"
    promise="把退款打到顾客卡里" other="给后厨打电话" option="退款" steps="店长办理退款" time="两小时内"
    pros="当天办好" cons="要等到账" guarantee="办不成就退现金" late=超时 answer="已到账，再次致歉"
    ;;
  en)
    title="A promise is broken, and found next morning" clerk="Li Na" owner="Wang Fang"
    story="The soup was cold and nobody came" promise="Refund to the customer's card" other="Call the kitchen"
    option="A refund" steps="The manager books it" time="two hours" pros="Done today"
    cons="The bank takes a day" guarantee="Else cash" late="late by" answer="Booked; apologised again"
    ;;
  esac
  begins promise "$1" "$title"
  evening
  sets_up counter SH01 "$clerk"
  does counter new --channel phone --narrative "$story" --emotion upset
  does counter assess 1 --severity minor --class product_quality --responsibility internal_process --need fact --restated
  offers counter 1 refund:20
  does counter accept 1 --how phone
  does counter execute 1 --contact "$clerk" --commit "$promise" --due "$promised" --owner "$owner"
  does counter execute 1 --commit "$other" --due "$(date -d '+2 days' +%F)" --owner "$clerk"
  expect "promises that are broken in the evening" 0 "$(broken)"

  morning
  sees "$promise" counter due --late
  expect "promises that are broken in the morning" 1 "$(broken)"
  sees "$(number counter 1)" counter list --overdue
  sees "$late" counter next 1
  sees "$owner" counter why 1 commitment
  sees "$owner" counter report commitments
  expect "share of promises that $owner kept" 0.0 "$(kept_by_owner counter kept_share)"

  office SH01
  computer manager SH01 duty_manager "$owner"
  computer admin HQ admin Chen
  joins counter SH01 branch_staff
  syncs counter manager admin
  sees "$promise" manager due --mine
  sees "$promise" manager due --late
  sees SH01 admin report commitments --part branches
  does counter note 1 "$answer" --told
  does counter commitment 1 1 --done
  syncs counter manager
  misses "$promise" manager due --late
  sees "$owner" manager report commitments
  expect "promises that $owner kept late, as the manager sees it" 1 "$(kept_by_owner manager late)"
  stop_server
}

# Promises that are late by now.
broken() { at counter due --late --json | grep -o '"clock":"commitment"' | wc -l; }
kept_by_owner() { at "$1" report commitments --json | tr '{' '\n' | grep -F "\"$owner\"" | value "$2"; } # WHO WHAT
