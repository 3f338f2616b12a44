from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any, TypeVar, cast

from ..models.link_decision import LinkDecision, check_link_decision

T = TypeVar("T", bound="Link")


@_dataclass
class Link:
    """What the matcher decided about one candidate; ids of members are the tenant's own.

    Attributes:
        candidate (str):
        person (str): The person that the candidate is part of.
        decision (LinkDecision): Only `match` joins; `review` is possibly the same person.
        member (None | str): The best member, joined or not.
        probability (float): That the candidate is this member.
        none_probability (float): That the candidate is none of the members.
        runner_up (None | str):
        runner_up_probability (float | None):
        log_odds (float): The sum of the evidence, before members are weighed against each other.
        reason (str):
        weights (str): Names the weights that made it.
        correction (None | str): What a person said of it last: `linked` or `not_linked`.
    """

    candidate: str
    person: str
    decision: LinkDecision
    member: None | str
    probability: float
    none_probability: float
    runner_up: None | str
    runner_up_probability: float | None
    log_odds: float
    reason: str
    weights: str
    correction: None | str
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        candidate = self.candidate

        person = self.person

        decision: str = self.decision

        member: None | str
        member = self.member

        probability = self.probability

        none_probability = self.none_probability

        runner_up: None | str
        runner_up = self.runner_up

        runner_up_probability: float | None
        runner_up_probability = self.runner_up_probability

        log_odds = self.log_odds

        reason = self.reason

        weights = self.weights

        correction: None | str
        correction = self.correction

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "candidate": candidate,
                "person": person,
                "decision": decision,
                "member": member,
                "probability": probability,
                "none_probability": none_probability,
                "runner_up": runner_up,
                "runner_up_probability": runner_up_probability,
                "log_odds": log_odds,
                "reason": reason,
                "weights": weights,
                "correction": correction,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        candidate = d.pop("candidate")

        person = d.pop("person")

        decision = check_link_decision(d.pop("decision"))

        def _parse_member(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        member = _parse_member(d.pop("member"))

        probability = d.pop("probability")

        none_probability = d.pop("none_probability")

        def _parse_runner_up(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        runner_up = _parse_runner_up(d.pop("runner_up"))

        def _parse_runner_up_probability(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        runner_up_probability = _parse_runner_up_probability(d.pop("runner_up_probability"))

        log_odds = d.pop("log_odds")

        reason = d.pop("reason")

        weights = d.pop("weights")

        def _parse_correction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        correction = _parse_correction(d.pop("correction"))

        link = cls(
            candidate=candidate,
            person=person,
            decision=decision,
            member=member,
            probability=probability,
            none_probability=none_probability,
            runner_up=runner_up,
            runner_up_probability=runner_up_probability,
            log_odds=log_odds,
            reason=reason,
            weights=weights,
            correction=correction,
        )

        link.additional_properties = d
        return link

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
