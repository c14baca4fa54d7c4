# A customer is known by phone over two branches, then erased: every byte of every file is looked at before and after.
story_customer() {
  case $1 in
  zh-Hans)
    title="两家门店的同一位顾客，按电话认出，再清除" clerk=李娜 other=陈静 name=欧阳若兰 called=若兰
    email=Ruolan.OuYang@example.cn story="蓝莓慕斯里吃出一根头发" word=蓝莓慕斯
    second="翡翠手镯盒子送来是空的" second_word=翡翠手镯 note="若兰女士希望周五上午去电"
    signal="欧阳若兰在门口叹气" neighbour="邻桌说咖啡太苦" benefit="五十元代金券" role=管理员
    reason="本人来信要求"
    ;;
  en)
    title="One customer over two branches, known by phone, then erased" clerk="Li Na" other="Chen Jing"
    name="Rowena Oakenshaw" called=Rowena email=Rowena.Oakenshaw@example.org
    story="A hair in the blueberry mousse" word="blueberry mousse" second="The bracelet box came empty"
    second_word="bracelet box" note="Rowena wants a call on Friday morning"
    signal="Rowena Oakenshaw sighed at the door" neighbour="The next table finds the coffee bitter"
    benefit="Voucher of fifty" role=administrator reason="asked for by letter"
    ;;
  esac
  begins customer "$1" "$title"
  office SH01 SH02
  computer one SH01 branch_staff "$clerk"
  computer two SH02 branch_staff "$other"
  computer admin HQ admin Chen
  does one new --channel phone --narrative "$story" --customer-name "$name" --phone "138 0013 8000" --email "$email"
  does one note 1 "$note"
  does one signal "$signal" --kind nonverbal --channel in_store
  does one customer benefit add 1 "$benefit" --until "$(date -d '+60 days' +%F)"
  does one new --channel in_store --narrative "$neighbour" --phone 13955556666
  does two new --channel chat --narrative "$second" --customer-name "$name" --phone +8613800138000
  syncs one two admin one two
  sees "$word" one customer show 13800138000
  misses "$second_word" one customer show 13800138000
  for what in "$word" "$second_word" "$benefit"; do sees "$what" admin customer show "138-0013-8000"; done
  expect "cases of the customer at head office" 2 "$(at admin customer show 13800138000 --json | value count)"
  does admin customer link 13800138000 "$(number two 1)" --id C-1027
  syncs admin one two
  sees "$second_word" two new --channel phone --narrative "$second" --phone "(0086) 138-0013-8000"
  syncs two admin
  does one backup "$folder/one/evening.sqlite"
  quietly "$bin/casebook-server" backup "$data/evening.sqlite" --data "$data"

  # What is looked for, in every file of every computer and of head office, letters of either case.
  traces=("$name" "$called" "$email" 13800138000 "138 0013 8000" "138-0013-8000" 8613800138000
    "$word" "$second_word" "$note" "$signal" "$benefit" C-1027)
  for trace in "${traces[@]}"; do
    files=$(holding "$trace" "$folder" | wc -l)
    [ "$files" -gt 0 ] || fails "“$trace” is in no file, so that a scan for it could not fail"
    printf '   “%s” is in %s files\n' "$trace" "$files"
  done
  holding "$name" "$folder" | sed "s|$folder/|   |"

  refused 4 "$role" one customer erase 13800138000 --reason "$reason" --yes
  refused 2 --yes admin customer erase 13800138000 --reason "$reason"
  sees "$(number two 2)" admin customer erase 13800138000 --dry-run
  sees SH01 admin customer erase 13800138000 --adopt --reason "$reason" --yes
  syncs admin
  expect "devices that have not done it yet" 2 "$(waiting)"
  syncs one two admin
  expect "devices that have not done it yet" 0 "$(waiting)"
  # Head office looks through the copy in its folder by itself.
  for _ in $(seq 100); do at admin erase status --json | grep -qF '"unfinished":[]' && break; sleep 0.1; done
  for trace in "${traces[@]}"; do
    files=$(holding "$trace" "$folder")
    [ -z "$files" ] || fails "“$trace” is still in $files"
  done
  printf '   ok: none of them is in any of %s files\n' "$(find "$folder" -type f | wc -l)"
  "$bin/casebook-server" erase verify "$name" 13800138000 "$word" --data "$data" --lang "$language" 2>&1 | sed 's/^/   | /'
  sees "$neighbour" one list
  refused 3 13800138000 one customer show 13800138000
  refused 3 13800138000 admin customer show 13800138000
  stop_server
}

# Devices that have not done the erasure.
waiting() { at admin erase status --json | sed 's/.*"waiting":\[//; s/\].*//' | grep -o '"replica":' | wc -l; }
