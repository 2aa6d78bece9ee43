// SPDX-License-Identifier: MIT
// The words of a change file for verbs and kinds. Private to change/.
#pragma once

#include "change/change_document.h"

#include <QLatin1StringView>

#include <array>
#include <utility>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

inline constexpr std::array kChangeVerbs = {std::pair{ChangeEntry::Verb::Create, "create"_L1},
                                            std::pair{ChangeEntry::Verb::Update, "update"_L1},
                                            std::pair{ChangeEntry::Verb::Move, "move"_L1},
                                            std::pair{ChangeEntry::Verb::Delete, "delete"_L1}};

inline constexpr std::array kFileKinds = {std::pair{ObjectKind::Policy, "policy"_L1},
                                          std::pair{ObjectKind::Rule, "rule"_L1},
                                          std::pair{ObjectKind::Group, "group"_L1},
                                          std::pair{ObjectKind::Service, "service"_L1},
                                          std::pair{ObjectKind::MachineTags, "machine"_L1},
                                          std::pair{ObjectKind::ExcludeList, "exclusions"_L1}};

} // namespace bulkhead::change
