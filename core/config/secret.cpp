// SPDX-License-Identifier: MIT
#include "config/secret.h"

namespace bulkhead::config {

Secret::~Secret() {
    // fill() detaches, so it overwrites this copy only: a copy that others still use stays whole.
    // An only owner overwrites the very memory that held the password.
    if (!m_text.isEmpty()) {
        m_text.fill(u'\0');
    }
}

} // namespace bulkhead::config
