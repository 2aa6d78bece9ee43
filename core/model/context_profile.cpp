// SPDX-License-Identifier: MIT
#include "model/context_profile.h"

#include "model/field_codec.h"

namespace bulkhead::model {

template <typename Visitor, typename Attribute>
    requires std::same_as<std::remove_const_t<Attribute>, ContextAttribute>
void visitFields(Visitor& visit, Attribute& attribute) {
    visit("key", attribute.key);
    visit("value", attribute.values);
}

template <typename Visitor, typename Profile>
    requires std::same_as<std::remove_const_t<Profile>, ContextProfile>
void visitFields(Visitor& visit, Profile& profile) {
    visitHeader(visit, profile.header);
    visit("attributes", profile.attributes);
}

template <typename Visitor, typename Scheduler>
    requires std::same_as<std::remove_const_t<Scheduler>, FirewallScheduler>
void visitFields(Visitor& visit, Scheduler& scheduler) {
    visitHeader(visit, scheduler.header);
    visit("days", scheduler.days);
    visit("recurring", scheduler.recurring);
    visit("start_date", scheduler.startDate);
    visit("end_date", scheduler.endDate);
    visit("start_time", scheduler.startTime);
    visit("end_time", scheduler.endTime);
    visit("timezone", scheduler.timezone);
}

template <typename Visitor, typename List>
    requires std::same_as<std::remove_const_t<List>, ExcludeList>
void visitFields(Visitor& visit, List& list) {
    visitHeader(visit, list.header);
    visit("members", list.members);
}

namespace {

void complete(ContextProfile& profile, const DecodeContext& context) {
    completeHeader(profile.header, context, u"context-profiles");
}

void complete(FirewallScheduler& scheduler, const DecodeContext& context) {
    completeHeader(scheduler.header, context, u"firewall-schedulers");
}

void complete(ExcludeList& list, const DecodeContext& context) {
    completeHeader(list.header, context, u"settings/firewall/security");
}

} // namespace

BULKHEAD_MODEL_CODEC(ContextProfile, u"Context profile", complete)
BULKHEAD_MODEL_CODEC(FirewallScheduler, u"Firewall scheduler", complete)
BULKHEAD_MODEL_CODEC(ExcludeList, u"Exclude list", complete)

} // namespace bulkhead::model
