package org.yizhan.article;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Where an article stands in a printed newspaper.
 *
 * @param page the page's number, from 1
 * @param continuedFrom the page of its first part (上接N版)
 * @param continuedOn the page of its next part (下转N版)
 */
public record Print(
        String paper, LocalDate date, int page, Optional<Integer> continuedFrom, Optional<Integer> continuedOn) {}
