# A severe case in a shop with one computer: the manager approves on the clerk's, by a PIN that is typed there.
story_approval() {
  case $1 in
  zh-Hans)
    title="严重投诉，只有一台电脑，经理用 PIN 批准" clerk=李娜 manager=王芳 senior=吴总监
    story="顾客被热汤烫伤，手上起了泡" option="赔偿医药费" steps="经理陪同就医并付款" time="两小时内"
    pros="当天办好" cons="需要票据" guarantee="否则店长上门送现金" promise="付清医药费" speak="与顾客当面沟通"
    spoken="已当面道歉，顾客接受" lesson="端热汤要用托盘" new="王芳的新 PIN" again="再输一次"
    enter="王芳的 PIN" wrong="还可试 4 次" sign_in="casebook as" needs="批准"
    awaits="一位出面与客户沟通的负责人"
    ;;
  en)
    title="A severe case, one computer: the manager approves by PIN" clerk="Li Na" manager="Wang Fang"
    senior="Director Wu" story="A guest was scalded by the soup and has blisters" option="Medical costs"
    steps="The manager comes along and pays" time="two hours" pros="Done today" cons="Needs the bills"
    guarantee="Else cash, brought home" promise="Medical costs paid" speak="Speak to the customer"
    spoken="Apologised in person" lesson="Carry soup on a tray" new="New PIN of Wang Fang:" again="Once more:"
    enter="PIN of Wang Fang:" wrong="4 tries are left" sign_in="casebook as" needs="approval"
    awaits="a senior who speaks to the customer"
    ;;
  esac
  begins approval "$1" "$title"
  office SH01
  computer admin HQ admin Chen
  does admin policy set --limit duty_manager/severe=2000 --note "$option"
  computer shop SH01 duty_manager "$clerk"
  syncs admin shop
  does shop person add "$clerk"
  does shop person add "$manager" --role duty_manager --short WF
  types shop person pin WF -- "$new" 2468 "$again" 2468 || fails "$typed"
  if grep -q 2468 <<<"$typed"; then fails "the PIN is shown: $typed"; fi
  expect "who uses the computer now" branch_staff "$(at shop status --json | value acting)"

  does shop new --channel in_store --narrative "$story" --safety yes --phone 13911112222
  does shop assess 1 --severity severe --class product_quality --responsibility internal_process --need fact --restated
  offers shop 1 compensation:800
  refused 6 "$needs" shop accept 1 --how in_store
  sees "$option" shop approvals
  refused 4 "$sign_in" shop approve 1
  code=0
  types shop as WF -- "$enter" 1111 || code=$?
  expect "exit code with a wrong PIN" 4 "$code"
  grep -qF "$wrong" <<<"$typed" || fails "a wrong PIN: $typed"
  refused 4 "$sign_in" shop approve 1
  types shop as WF -- "$enter" 2468 || fails "$typed"
  expect "who uses the computer now" duty_manager "$(at shop status --json | value acting)"
  does shop approve 1
  does shop as --end
  expect "who uses the computer now" branch_staff "$(at shop status --json | value acting)"
  does shop accept 1 --how in_store
  sees "$manager" shop show 1

  does shop execute 1 --contact "$clerk" --commit "$promise" --due today --owner "$clerk"
  refused 6 "$awaits" shop resolve 1 --done
  does shop task add 1 "$speak" --purpose senior --owner "$senior" --due today
  refused 6 "$senior" shop resolve 1 --done
  does shop task done 1 --answer "$spoken"
  sees "$promise" shop resolve 1 --done
  does shop callback 1 --solved yes --satisfaction 5 --how phone
  does shop review 1 --root-cause process_gap --lesson "$lesson" --highlights "$pros" --shortcomings "$cons"
  does shop archive 1

  case=$(number shop 1)
  syncs shop admin
  expect "what head office would not take" 0 "$(at shop quarantine list --json | grep -o '"dot":' | wc -l)"
  expect "status at head office" archived "$(at admin show "$case" --json | value status)"
  author=$(at admin show "$case" --json | tr '{' '\n' | grep -F '"kind":"approval"' | value author)
  expect "who approved, at head office" "$manager" "$author"
  stop_server
}
