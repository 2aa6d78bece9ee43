// SPDX-License-Identifier: MIT
#include "change/document_fields.h"

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

std::vector<DocumentField> ruleFields() {
    using enum FieldType;
    return {{u"display_name"_s, u"display_name"_s, Text, {}},
            {u"description"_s, u"description"_s, Text, {}},
            {u"action"_s,
             u"action"_s,
             Word,
             {u"ALLOW"_s, u"DROP"_s, u"REJECT"_s, u"JUMP_TO_APPLICATION"_s}},
            {u"sources"_s, u"source_groups"_s, GroupsOrAddresses, {}},
            {u"destinations"_s, u"destination_groups"_s, GroupsOrAddresses, {}},
            {u"sources_excluded"_s, u"sources_excluded"_s, Flag, {}},
            {u"destinations_excluded"_s, u"destinations_excluded"_s, Flag, {}},
            {u"services"_s, u"services"_s, Services, {}},
            {u"service_entries"_s, u"service_entries"_s, Raw, {}},
            {u"profiles"_s, u"profiles"_s, Profiles, {}},
            {u"scope"_s, u"scope"_s, Groups, {}},
            {u"direction"_s, u"direction"_s, Word, {u"IN"_s, u"OUT"_s, u"IN_OUT"_s}},
            {u"ip_protocol"_s, u"ip_protocol"_s, Word, {u"IPV4"_s, u"IPV6"_s, u"IPV4_IPV6"_s}},
            {u"logged"_s, u"logged"_s, Flag, {}},
            {u"disabled"_s, u"disabled"_s, Flag, {}},
            {u"notes"_s, u"notes"_s, Text, {}},
            {u"log_label"_s, u"tag"_s, Text, {}},
            {u"tags"_s, u"tags"_s, Tags, {}}};
}

std::vector<DocumentField> policyFields() {
    using enum FieldType;
    return {
        {u"display_name"_s, u"display_name"_s, Text, {}},
        {u"description"_s, u"description"_s, Text, {}},
        {u"category"_s,
         u"category"_s,
         Word,
         {u"Ethernet"_s, u"Emergency"_s, u"Infrastructure"_s, u"Environment"_s, u"Application"_s},
         true},
        {u"stateful"_s, u"stateful"_s, Flag, {}},
        {u"tcp_strict"_s, u"tcp_strict"_s, Flag, {}},
        {u"locked"_s, u"locked"_s, Flag, {}},
        {u"comments"_s, u"comments"_s, Text, {}},
        {u"scheduler_path"_s, u"scheduler_path"_s, Text, {}},
        {u"scope"_s, u"scope"_s, Groups, {}},
        {u"tags"_s, u"tags"_s, Tags, {}}};
}

std::vector<DocumentField> groupFields() {
    using enum FieldType;
    return {{u"display_name"_s, u"display_name"_s, Text, {}},
            {u"description"_s, u"description"_s, Text, {}},
            {u"expression"_s, u"expression"_s, Raw, {}},
            {u"addresses"_s, u"expression"_s, Addresses, {}},
            {u"tags"_s, u"tags"_s, Tags, {}}};
}

std::vector<DocumentField> serviceFields() {
    using enum FieldType;
    return {{u"display_name"_s, u"display_name"_s, Text, {}},
            {u"description"_s, u"description"_s, Text, {}},
            {u"service_entries"_s, u"service_entries"_s, Raw, {}},
            {u"ports"_s, u"service_entries"_s, Ports, {}},
            {u"tags"_s, u"tags"_s, Tags, {}}};
}

} // namespace

const std::vector<DocumentField>& documentFields(ObjectKind kind) {
    static const std::vector<DocumentField> rules = ruleFields();
    static const std::vector<DocumentField> policies = policyFields();
    static const std::vector<DocumentField> groups = groupFields();
    static const std::vector<DocumentField> services = serviceFields();
    static const std::vector<DocumentField> machines = {
        {u"tags"_s, u"tags"_s, FieldType::Tags, {}}};
    static const std::vector<DocumentField> exclusions = {
        {u"members"_s, u"members"_s, FieldType::Members, {}}};
    static const std::vector<DocumentField> none;
    switch (kind) {
    case ObjectKind::Rule:
        return rules;
    case ObjectKind::Policy:
        return policies;
    case ObjectKind::Group:
        return groups;
    case ObjectKind::Service:
        return services;
    case ObjectKind::MachineTags:
        return machines;
    case ObjectKind::ExcludeList:
        return exclusions;
    case ObjectKind::ContextProfile:
        break;
    }
    return none;
}

const DocumentField* documentField(ObjectKind kind, const QString& name) {
    const std::vector<DocumentField>& fields = documentFields(kind);
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&name](const DocumentField& one) { return one.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

} // namespace bulkhead::change
