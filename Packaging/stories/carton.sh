# Eggs arrive broken: from the cases of a month to the supplier, to what was done about the carton, to the rate.
story_carton() {
  case $1 in
  zh-Hans)
    title="一批坏纸箱：从供应商到改进到投诉率" clerk=李娜 manager=王芳 product=鸡蛋礼盒 supplier=江南纸箱厂
    story="送到时鸡蛋碎了" note="纸箱一压就瘪，两只箱子都湿了" question="B12 批纸箱用了哪种瓦楞？"
    answer="用错了三层瓦楞，改回五层" said="已告知，箱子还没打开" call="B12 批鸡蛋请勿食用"
    option="重新送一盒" steps="当天送到家" time="两小时内" pros="当天办好" cons="要有人在家"
    guarantee="否则退款" promise="新的一盒送到" lesson="收货时称纸箱" minutes="李娜、王芳：两家都是同一批"
    action="改用五层瓦楞纸箱" again="又碎了一个"
    ;;
  en)
    title="A bad carton: from the supplier to the action to the rate" clerk="Li Na" manager="Wang Fang"
    product="Egg box" supplier="Acme Cartons" story="The eggs arrived broken"
    note="The carton gives way under a hand and is damp" question="Which board is batch B12 made of?"
    answer="Three layers by mistake; five again" said="Told; the box is still closed"
    call="Do not eat the eggs of batch B12" option="A new box" steps="Brought home today" time="two hours"
    pros="Done today" cons="Somebody has to be there" guarantee="Else the money back"
    promise="New box brought" lesson="Weigh the carton" minutes="Li Na, Wang Fang: both of one batch"
    action="Cartons of five layers" again="One egg is broken again"
    ;;
  esac
  begins carton "$1" "$title"
  office SH01
  computer counter SH01 branch_staff "$clerk"
  computer manager SH01 duty_manager "$manager"
  now=$(date +%Y-%m) before=$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m)
  told counter new --product "$product" … "(8)"
  for day in 03 05 08 11 14 17 20 23; do
    quietly at counter new --channel phone --narrative "$story" --product "$product" --supplier "$supplier" \
      --batch B12 --class product_quality --source quality_defect --phone "139 1111 22$day" \
      --logged-at "$before-$day 10:00"
  done
  expect "cases of the batch" 8 "$(at counter list --batch b-12 --json | grep -o '"number":' | wc -l)"
  does counter note 1 "$note"
  syncs counter manager
  sees "$supplier" manager report causes --by supplier
  causes=$(at manager report causes --by supplier --json | tr '{' '\n' | grep -F "\"$supplier\"" | value cases)
  expect "cases of $supplier in the report" 8 "$causes"

  first=$(number counter 1) second=$(number counter 2)
  does manager task add "$first" "$question" --purpose question --owner "$supplier" --due tomorrow
  sees "$question" manager task list --owner "$supplier"
  does manager task answer "$first" 1 "$answer"
  sees "$answer" manager task list "$first"
  does manager task done "$first" 1
  sees "139 1111 2203" manager customer list --batch B12
  does manager customer list --batch B12 --supplier "$supplier" --call "$call" --owner "$clerk" --due today
  syncs manager counter
  expect "calls that $clerk owes" 8 "$(at counter task list --mine --json | grep -o '"purpose":"call"' | wc -l)"
  sees "$call" counter due --mine
  planned=$(at counter task list "$first" --json | tr '{' '\n' | grep -F '"purpose":"call"' | value place)
  does counter task done "$first" "$planned" --answer "$said"
  expect "calls that $clerk owes" 7 "$(at counter task list --mine --json | grep -o '"purpose":"call"' | wc -l)"

  for case in "$first" "$second"; do
    does manager assess "$case" --severity minor --class product_quality --responsibility third_party --need fact --restated
    offers manager "$case" exchange
    does manager accept "$case" --how phone
    does manager execute "$case" --contact "$manager" --commit "$promise" --due today
    does manager resolve "$case" --done
    does manager callback "$case" --solved yes --satisfaction 4
  done
  does manager review "$first" --cases "$second" --minutes "$minutes" --root-cause supplier --lesson "$lesson" \
    --action "$action" --owner "$manager" --due tomorrow
  sees "$action" manager task list --mine --purpose improvement
  improvement=$(at manager task list --mine --purpose improvement --json | value place)
  does manager task done "$first" "$improvement" --answer "$answer"
  syncs manager counter

  told counter new --product "$product" … "(3)"
  for day in 1 2 3; do
    quietly at counter new --channel phone --narrative "$again" --product "$product" --supplier "$supplier" \
      --batch B13 --class product_quality
  done
  printf 'month,product,count\n%s,%s,100\n%s,%s,100\n' "$before" "$product" "$now" "$product" >"$folder/sales.csv"
  syncs counter manager
  sees "$action" manager report tasks --part effect
  sees "8.0%" manager report rates --volumes "$folder/sales.csv" --by month,product
  expect "rate of $before, before" 0.08 "$(rate_of "$before")"
  expect "rate of $now, since" 0.03 "$(rate_of "$now")"
  stop_server
}

rate_of() { # MONTH
  at manager report rates --volumes "$folder/sales.csv" --by month,product --json | tr '{' '\n' |
    grep -F "\"$1\"" | value share
}
