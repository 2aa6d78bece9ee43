// SPDX-License-Identifier: MIT
#include "base/person.h"

#include "base/text.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace bulkhead {

using namespace Qt::StringLiterals;

QString personName() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    const bool known =
        ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found;
    const QString name = known ? cleanLine(QString::fromLocal8Bit(found->pw_name)) : QString();
    return name.isEmpty() ? u"uid "_s + QString::number(::geteuid()) : name;
}

} // namespace bulkhead
