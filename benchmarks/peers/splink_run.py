"""Turn two Parquet files of people into links by Splink 5, as a process of its own in an environment of its own.

    python benchmarks/peers/splink_run.py --candidates C --profiles P --out Z --stats S.json [--fields a,b] [--no-cut]

Imports nothing of this project. The input is cleaned in SQL first: lower case, accents stripped, "Last, First" turned
round, titles and letters removed, everything but letters and digits of any script to spaces. What is blanked by that
is counted and stands in the statistics beside the settings.
"""

import argparse
import json
import logging
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb  # type: ignore[import-not-found]  # it is in the peers' environment alone
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # type: ignore[import-not-found]  # the same
from splink import comparison_library as cl

MEMORY, THREADS = "14GB", 2
CUT = -8.0  # match weight under which pairs are dropped; small sets are not cut
U_PAIRS = 1e7
MATCH, REVIEW = 0.99, 0.5
FILLED = 0.03  # share of records that must have a field on both sides for it to be compared
LETTERS = "phd|mba|pmp|cpa|md|jr|sr|ii|iii|dr|prof|mr|mrs|ms|ing|peng"
ROLES = "info|jobs|hr|office|contact|admin|careers|hello|recruiting|talent|apply|bewerbung"
CLEAN = r"nullif(trim(regexp_replace(strip_accents(lower({0})), '[^\p{{L}}\p{{N}}]+', ' ', 'g')), '')"
PLAIN = "nullif(trim(lower({0})), '')"
NAMES = f"""
select *, nullif(trim(regexp_replace(' ' || {CLEAN.format("given")} || ' ', '( (?:{LETTERS}))+ ', ' ', 'g')), '') as g,
       nullif(trim(regexp_replace(' ' || {CLEAN.format("family")} || ' ', '( (?:{LETTERS}))+ ', ' ', 'g')), '') as f
from (select *,
    case when coalesce(first_name, last_name) is not null then first_name
         when name like '%,%' then split_part(name, ',', 2) else name end as given,
    case when coalesce(first_name, last_name) is not null then last_name
         when name like '%,%' then split_part(name, ',', 1) else name end as family
  from read_parquet('$path'))
"""  # noqa: S608 - only names and expressions of this file
BOX = "regexp_replace(split_part(lower(trim(e)), '@', 1), '\\+.*$', '')"
HOST = "replace(split_part(lower(trim(e)), '@', 2), 'googlemail.com', 'gmail.com')"
EMAIL = f"case when {HOST} = 'gmail.com' then replace({BOX}, '.', '') else {BOX} end || '@' || {HOST}"
PEOPLE = f"""
create table $side as
select id as unique_id, split_part(g, ' ', 1) as forename, list_last(string_split(f, ' ')) as surname,
       split_part(g, ' ', 1) || ' ' || list_last(string_split(f, ' ')) as whole_name,
       nullif([e for e in [{EMAIL} for e in coalesce(emails, [])]
               if not regexp_matches(e, '^({ROLES})@') and e like '%_@_%'], []) as emails,
       nullif([right(p, 9) for p in [regexp_replace(p, '[^0-9]', '', 'g') for p in coalesce(phones, [])]
               if length(p) > 5], []) as phones,
       nullif([regexp_replace(lower(h), '^.*/', '') for h in coalesce(handles, [])], []) as handles,
       {PLAIN.format("positions[1].company")} as company, {PLAIN.format("positions[1].title")} as title,
       nullif(list_distinct([c for c in [{PLAIN.format("p.company")} for p in coalesce(positions, [])]
                             if c is not null]), []) as companies,
       {PLAIN.format("split_part(location, ',', 1)")} as place, {PLAIN.format("location")} as address,
       nullif(trim(regexp_replace(lower(split_part(location, ',', 1)), '^[0-9]+', '')), '') as street,
       {PLAIN.format("split_part(location, ',', -1)")} as area,
       nullif(birth_date, '') as born
from ({NAMES})
"""  # noqa: S608 - only names and expressions of this file
RANKED = """
create table best as
select c.unique_id as candidate_id, p.profile_id, coalesce(p.probability, 0.0) as probability,
       1 - coalesce(p.probability, 0.0) as none_probability, p.runner_up_id, p.runner_up_probability, p.rank,
       case when p.probability >= {match} then 'match' when p.probability >= {review} then 'review'
            else 'none' end as decision
from candidates c left join (
  select candidate, first(profile order by w desc, profile) as profile_id,
         max(w) as rank, max(pr) as probability,
         nth_value_list[2].profile as runner_up_id, nth_value_list[2].pr as runner_up_probability
  from (select candidate, profile, w, pr,
               list({{'profile': profile, 'pr': pr}}) over (
                 partition by candidate order by w desc, profile
                 rows between unbounded preceding and unbounded following)[1:2] as nth_value_list
        from ({pairs}))
  group by candidate, nth_value_list) p on p.candidate = c.unique_id
"""
PAIRS = """
select case when unique_id_l in (select unique_id from candidates) then unique_id_l else unique_id_r end as candidate,
       unique_id_r as profile, match_weight as w, match_probability as pr from {table}
"""


def main() -> int:
    """Link the files and write links with statistics."""
    asked = _arguments()
    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = time.perf_counter()
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        base = duckdb.connect(str(Path(place) / "splink.duckdb"))
        base.execute(f"set threads={THREADS}; set memory_limit='{MEMORY}'; set temp_directory='{place}'")
        for side in ("candidates", "profiles"):
            base.execute(PEOPLE.replace("$side", side).replace("$path", getattr(asked, side)))
        checked = {side: _checked(base, side) for side in ("candidates", "profiles")}
        seconds["clean"] = time.perf_counter() - begun
        fields = _fields(base, asked.fields)
        settings = _settings(fields)
        api = DuckDBAPI(connection=base)
        frames = [api.register(side, dataset_display_name=f"a_{side}") for side in ("candidates", "profiles")]
        linker = Linker(frames, settings)
        training = _train(linker, fields)
        seconds["train"] = time.perf_counter() - begun - sum(seconds.values())
        table = linker.inference.predict(threshold_match_weight=None if asked.no_cut else CUT).physical_name
        seconds["predict"] = time.perf_counter() - begun - sum(seconds.values())
        base.execute(_best(table))
        base.execute(f"copy best to '{asked.out}' (format parquet)")
        seconds["best"] = time.perf_counter() - begun - sum(seconds.values())
        stats = {
            "seconds": seconds,
            "total": time.perf_counter() - begun,
            "pairs": base.execute(f"select count(*) from {table}").fetchall()[0][0],  # noqa: S608 - only names and expressions of this file
            "found": _found(base, table, asked.truth) if asked.truth else None,
            "fields": sorted(fields),
            "input": checked,
            "training": training,
            "cut": None if asked.no_cut else CUT,
            "settings": linker.misc.save_model_to_json(),
        }
    Path(asked.stats).write_text(json.dumps(stats, indent=1, default=str), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("candidates", "profiles", "out", "stats"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--truth", help="Parquet file of the truth, for the recall of the blocking alone")
    parser.add_argument("--fields", help="compare only these, of first,emails,phones,handles,company,title,place,...")
    parser.add_argument("--no-cut", action="store_true", help="keep all pairs")
    return parser.parse_args()


def _checked(base: Any, side: str) -> dict[str, int]:
    """Count rows, then rows whose name is not empty in the file but empty after cleaning."""
    rows, without = base.execute(
        f"select count(*), count(*) filter (where forename is null and surname is null) from {side}"  # noqa: S608 - only names and expressions of this file
    ).fetchall()[0]
    return {"rows": rows, "without a name": without}


def _fields(base: Any, wanted: str | None) -> set[str]:
    """Name the fields that enough records have on both sides."""
    names = ("emails", "phones", "handles", "company", "title", "place", "address", "born", "companies")
    filled = set(names)
    for side in ("candidates", "profiles"):
        counts = base.execute(
            f"select count(*), {', '.join(f'count({name})' for name in names)} from {side}"  # noqa: S608 - only names and expressions of this file
        ).fetchall()[0]
        filled &= {name for name, count in zip(names, counts[1:], strict=True) if count >= FILLED * counts[0]}
    streets = base.execute(
        "select count(*) filter (where regexp_matches(address, '^[0-9]')) > 0.5 * count(address) from profiles"
    ).fetchall()[0][0]
    filled -= {"address"} if not streets else {"place"}
    return filled & set(wanted.split(",")) if wanted else filled


def _rules(fields: set[str]) -> list[Any]:
    rules: list[Any] = []
    if "emails" in fields:
        rules.append(block_on("emails", arrays_to_explode=["emails"]))
    rules += [block_on("forename", "surname"), "l.forename = r.surname and l.surname = r.forename"]
    rules += [block_on(name, arrays_to_explode=[name]) for name in ("phones", "handles") if name in fields]
    place = next((name for name in ("place", "address") if name in fields), None)
    if place:
        rules += [block_on("surname", place, "substr(forename, 1, 1)")]
        rules += [block_on("substr(forename, 1, 3)", "substr(surname, 1, 4)", place)]
    if place == "address":
        rules += [block_on(name, "street") for name in ("surname", "forename")]
        rules += [block_on("street", "area"), block_on("surname", "substr(forename, 1, 2)")]
    if "companies" in fields:
        rules += [block_on(name, "companies", arrays_to_explode=["companies"]) for name in ("surname", "forename")]
    if "born" in fields:
        rules += [
            block_on("born", "substr(surname, 1, 2)"),
            block_on("born", "substr(forename, 1, 2)"),
            block_on("born"),
        ]
    if not place and "companies" not in fields:
        rules += [
            block_on("surname"),
            block_on("forename"),
            block_on("substr(forename, 1, 3)", "substr(surname, 1, 3)"),
        ]
    return rules


def _settings(fields: set[str]) -> SettingsCreator:
    comparisons: list[Any] = [
        cl.ForenameSurnameComparison(
            "forename",
            "surname",
            jaro_winkler_thresholds=[0.92, 0.85],
            forename_surname_concat_col_name="whole_name",
        )
    ]
    comparisons += [cl.ArrayIntersectAtSizes(name, [1]) for name in ("emails", "phones", "handles") if name in fields]
    if "companies" in fields:
        comparisons.append(cl.ArrayIntersectAtSizes("companies", [1]))
    exact = [name for name in ("title", "place") if name in fields]
    comparisons += [cl.ExactMatch(name).configure(term_frequency_adjustments=True) for name in exact]
    if "address" in fields:
        comparisons.append(cl.LevenshteinAtThresholds("address", [2]))
    if "born" in fields:
        comparisons.append(cl.LevenshteinAtThresholds("born", [1, 2]))
    return SettingsCreator(
        link_type="link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=_rules(fields),
        retain_matching_columns=False,
        max_iterations=20,
    )


def _train(linker: Any, fields: set[str]) -> dict[str, Any]:
    """Estimate the prior from sure rules, u from random pairs, m by two rounds of EM; tell what failed."""
    place = next((name for name in ("place", "address") if name in fields), None)
    sure, recall = [block_on("forename", "surname")], 0.6
    if "company" in fields:
        sure, recall = [block_on("forename", "surname", "company")], 0.4
    elif "born" in fields:
        sure, recall = [block_on("forename", "surname", "born")], 0.6
    elif place:
        sure, recall = [block_on("forename", "surname", place)], 0.5
    linker.training.estimate_probability_two_random_records_match(sure, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=1)
    second = (
        block_on("company", place)
        if "company" in fields and place
        else block_on(next(name for name in ("company", "born", "address", "surname") if name in fields | {"surname"}))
    )
    failed = []
    for rule in (block_on("forename", "surname"), second):
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True, record_sample_proportion=1.0
            )
        except Exception as error:  # noqa: BLE001 - a training that finds no pairs is part of what is measured
            failed.append(str(error).splitlines()[0])
    return {
        "sure": [str(rule.get_blocking_rule("duckdb").blocking_rule_sql) for rule in sure],
        "recall": recall,
        "failed": failed,
    }


def _best(table: str) -> str:
    return RANKED.format(match=MATCH, review=REVIEW, pairs=PAIRS.format(table=table))


def _found(base: Any, table: str, truth: str) -> float:
    """Give the share of true pairs among the pairs kept."""
    found, true = base.execute(
        f"""select (select count(*) from {table} t join read_parquet('{truth}') x
                    on x.candidate_id = t.unique_id_l and x.profile_id = t.unique_id_r),
                   (select count(profile_id) from read_parquet('{truth}'))"""  # noqa: S608 - only names and expressions of this file
    ).fetchall()[0]
    return float(found / max(true, 1))


if __name__ == "__main__":
    raise SystemExit(main())
