/** Sentences for refused requests about lists of other offices. */
export const listCodesVi: Record<string, string> = {
  list_too_large: 'Tệp lớn hơn {megabytes} MB nên máy chủ chưa nhận. Xóa bớt hình ảnh trong tệp hoặc tách thành nhiều tệp, mỗi thôn một tệp.',
  import_known: 'Tệp này đã được {by} đưa vào lúc {at}. Mở lần đó để xem; muốn đưa lại thì bỏ hoặc lấy lại lần đó trước.',
  import_state: 'Danh sách này vừa chuyển sang bước khác nên việc này không làm được nữa. Tải lại trang để xem nó đang ở đâu.',
  import_changed: 'Từ lúc hiện các con số, đã có người chọn khác. Xem lại các con số mới rồi đồng ý.',
  person_known_since: 'Có người vừa được ghi mới có thể là chính người này, nên chưa ghi thêm. Cán bộ xã sẽ xem lại.'
};
