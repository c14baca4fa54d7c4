/// The search of the site. It folds and divides words as `WordSequence` does; `SearchScriptTests` holds the two together.
enum SearchScript {
  static let source = #"""
    "use strict";

    var casebookSimplified = new Map();
    for (var at = 0; at + 1 < casebookHan.length; at += 2) {
      casebookSimplified.set(casebookHan[at], casebookHan[at + 1]);
    }

    /* One form for all spellings: width, case, accents, traditional and simplified characters. */
    function casebookFold(text) {
      var plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC")
        .replace(/(?![\u3200-\u33ff])\p{So}|[\u20e3\u2139\u3297\u3299\u{1f3fb}-\u{1f3ff}]/gu, " ")
        .replace(/\u00b4/g, "'").normalize("NFKC")
        .replace(/\s+(?=[\u3099\u309a])/g, "")
        .replace(/[\u2018\u2019\u201b\u2032\u2035\u02b9\u02bb-\u02bd\u02ca\u02cb\ua78c]/g, "'")
        .replace(/[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|\p{DI}/gu, "");
      var folded = "";
      for (var typed of plain) {
        for (var small of typed.toLowerCase()) {
          for (var capital of small.toUpperCase()) { folded += capital.toLowerCase(); }
        }
      }
      var simplified = "";
      for (var letter of folded.normalize("NFC")) { simplified += casebookSimplified.get(letter) || letter; }
      return simplified;
    }

    var casebookHanOrKana = "[\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
    var casebookIsHan = new RegExp("^" + casebookHanOrKana + "$", "u");

    /* A Han character or kana is a word of its own. */
    function casebookWords(text) {
      return casebookFold(text).match(new RegExp(
        casebookHanOrKana + "|(?:(?!" + casebookHanOrKana + ")[\\p{L}\\p{N}\\p{Co}\\p{Mn}])+", "gu")) || [];
    }

    /* What was typed, as runs of words that have to stand in their order. The last one may be the beginning of a word. */
    function casebookTerms(query) {
      var terms = [];
      var typed = query.replace(/[\u201c\u201d\u201f\uff02\u300c-\u300f]/g, "\"");
      for (var found of typed.matchAll(/([-\uff0d]?)(?:"([^"]*)"?|([^\s"]+))/g)) {
        var words = casebookWords(found[2] === undefined ? found[3] : found[2]);
        if (words.length === 0) { continue; }
        var isWhole = found[2] !== undefined || casebookIsHan.test(words[words.length - 1]);
        terms.push({
          needle: " " + words.join(" ") + (isWhole ? " " : ""), count: words.length, isLeftOut: found[1] !== ""
        });
      }
      return terms;
    }

    function casebookTimes(line, needle) {
      var times = 0;
      for (var at = line.indexOf(needle); at >= 0 && times < 10; at = line.indexOf(needle, at + needle.length - 1)) {
        times += 1;
      }
      return times;
    }

    /* The entries in which every term stands, those with it in the title first, then by how often. */
    function casebookSearch(query) {
      var terms = casebookTerms(query);
      var hits = [];
      if (!terms.some(function (term) { return !term.isLeftOut; })) { return hits; }
      casebookIndex.forEach(function (entry, place) {
        var score = 0;
        for (var term of terms) {
          var title = casebookTimes(entry.titleWords, term.needle);
          var times = casebookTimes(entry.words, term.needle);
          if (term.isLeftOut ? title + times > 0 : title + times === 0) { return; }
          score += (title > 0 ? 100 : 0) + times;
        }
        hits.push({ entry: entry, score: score, place: place });
      });
      return hits.sort(function (a, b) { return b.score - a.score || a.place - b.place; });
    }

    /* Words of a text with where each stands in it. */
    var casebookFolded = new Map();
    function casebookPlaces(text) {
      var places = [];
      var isOpen = false;
      var at = 0;
      for (var letter of text) {
        if (!casebookFolded.has(letter)) { casebookFolded.set(letter, casebookWords(letter)); }
        var words = casebookFolded.get(letter);
        words.forEach(function (word) {
          var isHan = casebookIsHan.test(word);
          if (isOpen && !isHan) {
            places[places.length - 1].word += word;
            places[places.length - 1].end = at + letter.length;
          } else {
            places.push({ word: word, start: at, end: at + letter.length });
          }
          isOpen = !isHan;
        });
        if (words.length === 0 && casebookFold(letter) !== "") { isOpen = false; }
        at += letter.length;
      }
      return places;
    }

    /* What stands around the first term that is found: before it, itself, after it. */
    function casebookExcerpt(text, terms) {
      var places = casebookPlaces(text);
      var line = " " + places.map(function (place) { return place.word; }).join(" ") + " ";
      for (var term of terms) {
        var at = term.isLeftOut ? -1 : line.indexOf(term.needle);
        if (at < 0) { continue; }
        var first = line.slice(0, at).split(" ").length - 1;
        var start = places[first].start;
        var end = places[first + term.count - 1].end;
        var before = Array.from(text.slice(0, start));
        var after = Array.from(text.slice(end));
        return [
          (before.length > 30 ? "…" : "") + before.slice(-30).join(""), text.slice(start, end),
          after.slice(0, 90).join("") + (after.length > 90 ? "…" : "")
        ];
      }
      var beginning = Array.from(text);
      return ["", "", beginning.slice(0, 120).join("") + (beginning.length > 120 ? "…" : "")];
    }

    if (typeof document !== "undefined") {
      (function () {
        var most = 50;
        var field = document.getElementById("q");
        var part = document.getElementById("found");
        var status = document.getElementById("status");
        var list = document.getElementById("results");

        function element(name, text, lang) {
          var made = document.createElement(name);
          made.textContent = text;
          if (lang) { made.lang = lang; }
          return made;
        }

        function show() {
          var query = field.value;
          var terms = casebookTerms(query);
          var hits = casebookSearch(query);
          list.textContent = "";
          hits.slice(0, most).forEach(function (hit) {
            var item = document.createElement("li");
            var link = element("a", hit.entry.title, hit.entry.lang);
            link.href = hit.entry.page;
            item.append(link, " ", element("span", hit.entry.kind));
            item.lastChild.className = "kind";
            var excerpt = element("p", "", hit.entry.lang);
            var pieces = casebookExcerpt(hit.entry.text, terms);
            excerpt.append(pieces[0], element("mark", pieces[1]), pieces[2]);
            item.append(excerpt);
            list.append(item);
          });
          status.textContent = query.trim() === "" ? part.getAttribute("data-empty")
            : hits.length === 0 ? part.getAttribute("data-none")
            : part.getAttribute(hits.length > most ? "data-more" : "data-some")
              .replace("{n}", hits.length).replace("{m}", most);
        }

        field.value = new URLSearchParams(location.search).get("q") || "";
        field.addEventListener("input", show);
        field.form.addEventListener("submit", function (event) {
          event.preventDefault();
          show();
        });
        show();
      })();
    }

    """#
}
